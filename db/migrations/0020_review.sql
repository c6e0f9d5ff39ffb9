CREATE TABLE `review_notes` (
	`id` integer PRIMARY KEY NOT NULL,
	`campaign_id` integer NOT NULL,
	`edition_id` integer NOT NULL,
	`act` text NOT NULL,
	`approval_hash` text NOT NULL,
	`comment` text DEFAULT '' NOT NULL,
	`officer_id` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`campaign_id`) REFERENCES `campaigns`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`officer_id`) REFERENCES `officers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `review_notes_campaign` ON `review_notes` (`campaign_id`);--> statement-breakpoint
DROP INDEX `approvals_once`;--> statement-breakpoint
CREATE UNIQUE INDEX `approvals_each` ON `approvals` (`edition_id`,`officer_id`,`approval_hash`);