CREATE TABLE `hold_outs` (
	`campaign_id` integer NOT NULL,
	`contact_id` integer NOT NULL,
	`wave` integer NOT NULL,
	`language` text NOT NULL,
	`variant` text DEFAULT '' NOT NULL,
	`unit` integer,
	`content_id` integer,
	`due_at` integer,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`campaign_id`, `contact_id`),
	FOREIGN KEY (`campaign_id`) REFERENCES `campaigns`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`contact_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `hold_outs_contact` ON `hold_outs` (`contact_id`);--> statement-breakpoint
ALTER TABLE `enrollments` ADD `unit` integer;--> statement-breakpoint
ALTER TABLE `signups` ADD `variant` text DEFAULT '' NOT NULL;