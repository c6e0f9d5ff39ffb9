CREATE TABLE `draft_files` (
	`campaign_id` integer NOT NULL,
	`path` text NOT NULL,
	`version` integer NOT NULL,
	`body` text NOT NULL,
	`officer_id` integer NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`campaign_id`, `path`, `version`),
	FOREIGN KEY (`campaign_id`) REFERENCES `campaigns`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`officer_id`) REFERENCES `officers`(`id`) ON UPDATE no action ON DELETE no action
);
