CREATE TABLE `addresses` (
	`id` integer PRIMARY KEY NOT NULL,
	`institution_id` integer NOT NULL,
	`contact_id` integer NOT NULL,
	`channel` text NOT NULL,
	`value` text NOT NULL,
	`hash` text NOT NULL,
	FOREIGN KEY (`institution_id`) REFERENCES `institutions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`contact_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `addresses_value` ON `addresses` (`institution_id`,`channel`,`value`);--> statement-breakpoint
CREATE UNIQUE INDEX `addresses_contact` ON `addresses` (`contact_id`,`channel`);--> statement-breakpoint
CREATE INDEX `addresses_hash` ON `addresses` (`institution_id`,`hash`);--> statement-breakpoint
CREATE TABLE `approvals` (
	`id` integer PRIMARY KEY NOT NULL,
	`campaign_id` integer NOT NULL,
	`edition_id` integer NOT NULL,
	`approval_hash` text NOT NULL,
	`officer_id` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`campaign_id`) REFERENCES `campaigns`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`officer_id`) REFERENCES `officers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `approvals_once` ON `approvals` (`edition_id`,`officer_id`);--> statement-breakpoint
CREATE TABLE `audit` (
	`id` integer PRIMARY KEY NOT NULL,
	`institution_id` integer,
	`officer_id` integer,
	`act` text NOT NULL,
	`subject` text NOT NULL,
	`detail` text DEFAULT '{}' NOT NULL,
	`at` integer NOT NULL,
	`hash` text NOT NULL,
	CONSTRAINT "audit_hash" CHECK(length(hash) = 64)
);
--> statement-breakpoint
CREATE TABLE `campaigns` (
	`id` integer PRIMARY KEY NOT NULL,
	`institution_id` integer NOT NULL,
	`slug` text NOT NULL,
	`state` text DEFAULT 'draft' NOT NULL,
	`edition_id` integer,
	`running_edition_id` integer,
	`launched_at` integer,
	`finished_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`institution_id`) REFERENCES `institutions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `campaigns_slug_unique` ON `campaigns` (`slug`);--> statement-breakpoint
CREATE TABLE `consents` (
	`id` integer PRIMARY KEY NOT NULL,
	`contact_id` integer NOT NULL,
	`purpose` text NOT NULL,
	`act` text NOT NULL,
	`at` integer NOT NULL,
	`source` text NOT NULL,
	`wording` text,
	`language` text,
	`recorded_by` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`contact_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `consents_contact` ON `consents` (`contact_id`,`purpose`);--> statement-breakpoint
CREATE TABLE `contacts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`institution_id` integer NOT NULL,
	`kind` text DEFAULT 'person' NOT NULL,
	`first_name` text,
	`last_name` text,
	`languages` text DEFAULT '[]' NOT NULL,
	`country` text,
	`city` text,
	`region_of_origin` text,
	`time_zone` text,
	`occupation` text,
	`skills` text DEFAULT '[]' NOT NULL,
	`wish_to_return` text,
	`custom` text DEFAULT '{}' NOT NULL,
	`consent_email` text,
	`import_id` integer,
	`pending_since` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`institution_id`) REFERENCES `institutions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `contacts_audience` ON `contacts` (`institution_id`,`kind`,`country`);--> statement-breakpoint
CREATE TABLE `contents` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`edition_id` integer NOT NULL,
	`step` text NOT NULL,
	`variant` text DEFAULT '' NOT NULL,
	`language` text NOT NULL,
	`status` text NOT NULL,
	`subject` text DEFAULT '' NOT NULL,
	`preheader` text DEFAULT '' NOT NULL,
	`html` text DEFAULT '' NOT NULL,
	`text` text DEFAULT '' NOT NULL,
	`links` text DEFAULT '[]' NOT NULL,
	FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `contents_place` ON `contents` (`edition_id`,`step`,`variant`,`language`);--> statement-breakpoint
CREATE TABLE `edition_files` (
	`edition_id` integer NOT NULL,
	`path` text NOT NULL,
	`body` text NOT NULL,
	PRIMARY KEY(`edition_id`, `path`),
	FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `editions` (
	`id` integer PRIMARY KEY NOT NULL,
	`campaign_id` integer NOT NULL,
	`hash` text NOT NULL,
	`definition` text NOT NULL,
	`author_id` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`campaign_id`) REFERENCES `campaigns`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`author_id`) REFERENCES `officers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `editions_hash` ON `editions` (`campaign_id`,`hash`);--> statement-breakpoint
CREATE TABLE `enrollments` (
	`campaign_id` integer NOT NULL,
	`contact_id` integer NOT NULL,
	`generation` integer NOT NULL,
	`wave` integer NOT NULL,
	`language` text NOT NULL,
	`variant` text DEFAULT '' NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`campaign_id`, `contact_id`),
	FOREIGN KEY (`campaign_id`) REFERENCES `campaigns`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`contact_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `enrollments_contact` ON `enrollments` (`contact_id`);--> statement-breakpoint
CREATE TABLE `events` (
	`id` integer PRIMARY KEY NOT NULL,
	`campaign_id` integer NOT NULL,
	`step_id` integer,
	`kind` text NOT NULL,
	`at` integer NOT NULL,
	`class` text,
	`reasons` text,
	`generation` integer DEFAULT 0 NOT NULL,
	`language` text,
	`country` text,
	`variant` text,
	`share_channel` text,
	`link_id` integer,
	FOREIGN KEY (`campaign_id`) REFERENCES `campaigns`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `events_campaign` ON `events` (`campaign_id`,`kind`);--> statement-breakpoint
CREATE TABLE `imports` (
	`id` integer PRIMARY KEY NOT NULL,
	`institution_id` integer NOT NULL,
	`file` text NOT NULL,
	`basis` text NOT NULL,
	`source` text NOT NULL,
	`consented_at` integer NOT NULL,
	`counts` text DEFAULT '{}' NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`institution_id`) REFERENCES `institutions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `institutions` (
	`id` integer PRIMARY KEY NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`country` text,
	`tracking_mode` text DEFAULT 'aggregate' NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `institutions_slug_unique` ON `institutions` (`slug`);--> statement-breakpoint
CREATE TABLE `links` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`campaign_id` integer NOT NULL,
	`url` text NOT NULL,
	FOREIGN KEY (`campaign_id`) REFERENCES `campaigns`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `links_url` ON `links` (`campaign_id`,`url`);--> statement-breakpoint
CREATE TABLE `mailbox` (
	`id` integer PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`remote_id` text NOT NULL,
	`recipient` text NOT NULL,
	`body` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `mailbox_remote_id_unique` ON `mailbox` (`remote_id`);--> statement-breakpoint
CREATE TABLE `messages` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`campaign_id` integer NOT NULL,
	`step_id` integer NOT NULL,
	`contact_id` integer NOT NULL,
	`occurrence` text DEFAULT '' NOT NULL,
	`channel` text NOT NULL,
	`content_id` integer NOT NULL,
	`generation` integer DEFAULT 0 NOT NULL,
	`wave` integer DEFAULT 0 NOT NULL,
	`signup_id` integer,
	`state` text DEFAULT 'queued' NOT NULL,
	`due_at` integer,
	`lease` text,
	`attempts` integer DEFAULT 0 NOT NULL,
	`interrupted` integer DEFAULT 0 NOT NULL,
	`first_attempt_at` integer,
	`finished_at` integer,
	`remote_id` text,
	`reason` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`campaign_id`) REFERENCES `campaigns`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`step_id`) REFERENCES `steps`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`content_id`) REFERENCES `contents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `messages_once` ON `messages` (`step_id`,`contact_id`,`occurrence`);--> statement-breakpoint
CREATE INDEX `messages_due` ON `messages` (`channel`,`due_at`) WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX `messages_contact` ON `messages` (`contact_id`);--> statement-breakpoint
CREATE INDEX `messages_unknown` ON `messages` (`campaign_id`) WHERE state = 'unknown';--> statement-breakpoint
CREATE TABLE `meta` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `officers` (
	`id` integer PRIMARY KEY NOT NULL,
	`institution_id` integer NOT NULL,
	`email` text NOT NULL,
	`role` text NOT NULL,
	`sign_in_nonce` integer,
	`language` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`institution_id`) REFERENCES `institutions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `officers_email` ON `officers` (`institution_id`,`email`);--> statement-breakpoint
CREATE TABLE `segments` (
	`id` integer PRIMARY KEY NOT NULL,
	`institution_id` integer NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`audience` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`institution_id`) REFERENCES `institutions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `segments_slug` ON `segments` (`institution_id`,`slug`);--> statement-breakpoint
CREATE TABLE `signups` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`campaign_id` integer NOT NULL,
	`contact_id` integer NOT NULL,
	`generation` integer NOT NULL,
	`share_channel` text NOT NULL,
	`language` text NOT NULL,
	`state` text DEFAULT 'pending' NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`campaign_id`) REFERENCES `campaigns`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`contact_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `signups_once` ON `signups` (`campaign_id`,`contact_id`);--> statement-breakpoint
CREATE INDEX `signups_state` ON `signups` (`state`,`expires_at`);--> statement-breakpoint
CREATE TABLE `steps` (
	`id` integer PRIMARY KEY NOT NULL,
	`campaign_id` integer NOT NULL,
	`name` text NOT NULL,
	`channel` text NOT NULL,
	`trigger` text NOT NULL,
	FOREIGN KEY (`campaign_id`) REFERENCES `campaigns`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `steps_name` ON `steps` (`campaign_id`,`name`);--> statement-breakpoint
CREATE TABLE `suppressions` (
	`institution_id` integer NOT NULL,
	`hash` text NOT NULL,
	`reason` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`institution_id`, `hash`),
	FOREIGN KEY (`institution_id`) REFERENCES `institutions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `tallies` (
	`campaign_id` integer NOT NULL,
	`step_id` integer DEFAULT 0 NOT NULL,
	`kind` text NOT NULL,
	`class` text DEFAULT '' NOT NULL,
	`generation` integer DEFAULT 0 NOT NULL,
	`language` text DEFAULT '' NOT NULL,
	`country` text DEFAULT '' NOT NULL,
	`variant` text DEFAULT '' NOT NULL,
	`share_channel` text DEFAULT '' NOT NULL,
	`link_id` integer DEFAULT 0 NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`campaign_id`, `kind`, `class`, `step_id`, `generation`, `language`, `country`, `variant`, `share_channel`, `link_id`),
	FOREIGN KEY (`campaign_id`) REFERENCES `campaigns`(`id`) ON UPDATE no action ON DELETE no action
);
