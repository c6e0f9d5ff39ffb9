CREATE TABLE `layout_versions` (
	`layout_id` integer NOT NULL,
	`version` integer NOT NULL,
	`source` text NOT NULL,
	`hash` text NOT NULL,
	`officer_id` integer NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`layout_id`, `version`),
	FOREIGN KEY (`layout_id`) REFERENCES `layouts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`officer_id`) REFERENCES `officers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `layouts` (
	`id` integer PRIMARY KEY NOT NULL,
	`institution_id` integer NOT NULL,
	`name` text NOT NULL,
	`published` integer,
	`published_at` integer,
	`published_by` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`institution_id`) REFERENCES `institutions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`published_by`) REFERENCES `officers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `layouts_name` ON `layouts` (`institution_id`,`name`);