CREATE TABLE `wave_tallies` (
	`campaign_id` integer NOT NULL,
	`wave` integer NOT NULL,
	`variant` text NOT NULL,
	`kind` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`campaign_id`, `wave`, `variant`, `kind`),
	FOREIGN KEY (`campaign_id`) REFERENCES `campaigns`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `enrollments` ADD `dealt` integer;--> statement-breakpoint
ALTER TABLE `events` ADD `wave` integer;--> statement-breakpoint
ALTER TABLE `signups` ADD `wave` integer;