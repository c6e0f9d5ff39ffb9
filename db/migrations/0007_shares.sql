CREATE TABLE `share_joins` (
	`id` integer PRIMARY KEY NOT NULL,
	`share_id` integer NOT NULL,
	`contact_id` integer,
	`country` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`share_id`) REFERENCES `shares`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`contact_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `share_joins_once` ON `share_joins` (`share_id`,`contact_id`);--> statement-breakpoint
CREATE INDEX `share_joins_contact` ON `share_joins` (`contact_id`);--> statement-breakpoint
CREATE TABLE `shares` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`campaign_id` integer NOT NULL,
	`contact_id` integer,
	`generation` integer NOT NULL,
	`parent_id` integer,
	`joined` integer DEFAULT 0 NOT NULL,
	`ended_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`campaign_id`) REFERENCES `campaigns`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`contact_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `shares_owner` ON `shares` (`campaign_id`,`contact_id`);--> statement-breakpoint
CREATE INDEX `shares_contact` ON `shares` (`contact_id`);--> statement-breakpoint
CREATE INDEX `shares_parent` ON `shares` (`parent_id`);--> statement-breakpoint
ALTER TABLE `signups` ADD `share_id` integer;--> statement-breakpoint
ALTER TABLE `signups` ADD `chained` integer DEFAULT 0 NOT NULL;