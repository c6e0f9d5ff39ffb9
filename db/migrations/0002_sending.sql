CREATE TABLE `holidays` (
	`institution_id` integer NOT NULL,
	`country` text NOT NULL,
	`date` text NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`institution_id`, `country`, `date`),
	FOREIGN KEY (`institution_id`) REFERENCES `institutions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `hook_calls` (
	`provider` text NOT NULL,
	`event` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`provider`, `event`)
);
--> statement-breakpoint
CREATE INDEX `hook_calls_at` ON `hook_calls` (`at`);--> statement-breakpoint
CREATE TABLE `islamic_months` (
	`institution_id` integer NOT NULL,
	`country` text NOT NULL,
	`year` integer NOT NULL,
	`month` integer NOT NULL,
	`starts` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`institution_id`, `country`, `year`, `month`),
	FOREIGN KEY (`institution_id`) REFERENCES `institutions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `lane_holders` (
	`channel` text NOT NULL,
	`provider` text NOT NULL,
	`holder` text NOT NULL,
	`connections` integer NOT NULL,
	`until` integer NOT NULL,
	PRIMARY KEY(`channel`, `provider`, `holder`)
);
--> statement-breakpoint
CREATE TABLE `lanes` (
	`channel` text NOT NULL,
	`provider` text NOT NULL,
	`factor` real DEFAULT 1 NOT NULL,
	`paused_until` integer,
	`next_at` integer DEFAULT 0 NOT NULL,
	`failures` integer DEFAULT 0 NOT NULL,
	`changed_at` integer NOT NULL,
	PRIMARY KEY(`channel`, `provider`)
);
--> statement-breakpoint
CREATE TABLE `mail_domains` (
	`domain` text PRIMARY KEY NOT NULL,
	`provider` text NOT NULL,
	`looked_up_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `preflights` (
	`id` integer PRIMARY KEY NOT NULL,
	`institution_id` integer NOT NULL,
	`campaign_id` integer,
	`domain` text NOT NULL,
	`findings` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`institution_id`) REFERENCES `institutions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`campaign_id`) REFERENCES `campaigns`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `preflights_campaign` ON `preflights` (`campaign_id`,`at`);--> statement-breakpoint
CREATE TABLE `replies` (
	`id` integer PRIMARY KEY NOT NULL,
	`institution_id` integer NOT NULL,
	`campaign_id` integer NOT NULL,
	`contact_id` integer NOT NULL,
	`digest` text NOT NULL,
	`sender` text NOT NULL,
	`subject` text NOT NULL,
	`body` text NOT NULL,
	`at` integer NOT NULL,
	`done_at` integer,
	FOREIGN KEY (`institution_id`) REFERENCES `institutions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`campaign_id`) REFERENCES `campaigns`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`contact_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `replies_digest_unique` ON `replies` (`digest`);--> statement-breakpoint
CREATE INDEX `replies_campaign` ON `replies` (`campaign_id`,`at`);--> statement-breakpoint
CREATE INDEX `replies_contact` ON `replies` (`contact_id`);--> statement-breakpoint
CREATE INDEX `replies_at` ON `replies` (`at`);--> statement-breakpoint
CREATE TABLE `returns` (
	`id` integer PRIMARY KEY NOT NULL,
	`institution_id` integer NOT NULL,
	`campaign_id` integer NOT NULL,
	`message_id` integer NOT NULL,
	`contact_id` integer NOT NULL,
	`hash` text NOT NULL,
	`kind` text NOT NULL,
	`reason` text NOT NULL,
	`status` text,
	`source` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`institution_id`) REFERENCES `institutions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`campaign_id`) REFERENCES `campaigns`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`contact_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `returns_once` ON `returns` (`message_id`,`kind`,`reason`);--> statement-breakpoint
CREATE INDEX `returns_hash` ON `returns` (`institution_id`,`hash`);--> statement-breakpoint
CREATE INDEX `returns_contact` ON `returns` (`contact_id`);--> statement-breakpoint
CREATE INDEX `returns_at` ON `returns` (`at`);--> statement-breakpoint
CREATE TABLE `warm_up_days` (
	`domain` text NOT NULL,
	`provider` text NOT NULL,
	`day` text NOT NULL,
	`cap` integer NOT NULL,
	`sent` integer DEFAULT 0 NOT NULL,
	`deferred` integer DEFAULT 0 NOT NULL,
	`unknown_users` integer DEFAULT 0 NOT NULL,
	`complaints` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`domain`, `provider`, `day`)
);
--> statement-breakpoint
ALTER TABLE `campaigns` ADD `stopped` text;--> statement-breakpoint
ALTER TABLE `institutions` ADD `time_zone` text;--> statement-breakpoint
ALTER TABLE `institutions` ADD `windows` text DEFAULT '{}' NOT NULL;