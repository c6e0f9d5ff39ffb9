CREATE TABLE `custom_fields` (
	`institution_id` integer NOT NULL,
	`name` text NOT NULL,
	`type` text NOT NULL,
	`choices` text DEFAULT '[]' NOT NULL,
	`label` text DEFAULT '{}' NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`institution_id`, `name`),
	FOREIGN KEY (`institution_id`) REFERENCES `institutions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `import_changes` (
	`import_id` integer NOT NULL,
	`contact_id` integer NOT NULL,
	`before` text NOT NULL,
	`after` text NOT NULL,
	PRIMARY KEY(`import_id`, `contact_id`),
	FOREIGN KEY (`import_id`) REFERENCES `imports`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`contact_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `import_changes_contact` ON `import_changes` (`contact_id`);--> statement-breakpoint
CREATE TABLE `pseudonyms` (
	`campaign_id` integer NOT NULL,
	`contact_id` integer NOT NULL,
	`pseudonym` integer NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`campaign_id`, `contact_id`),
	FOREIGN KEY (`campaign_id`) REFERENCES `campaigns`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`contact_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `pseudonyms_pseudonym_unique` ON `pseudonyms` (`pseudonym`);--> statement-breakpoint
CREATE INDEX `pseudonyms_contact` ON `pseudonyms` (`contact_id`);--> statement-breakpoint
CREATE TABLE `retention_runs` (
	`id` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`report` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `rights_requests` (
	`id` integer PRIMARY KEY NOT NULL,
	`institution_id` integer NOT NULL,
	`kind` text NOT NULL,
	`hash` text NOT NULL,
	`asked_by` text NOT NULL,
	`at` integer NOT NULL,
	`done_at` integer,
	FOREIGN KEY (`institution_id`) REFERENCES `institutions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `rights_requests_hash` ON `rights_requests` (`institution_id`,`hash`);--> statement-breakpoint
CREATE TABLE `traces` (
	`id` integer PRIMARY KEY NOT NULL,
	`pseudonym` integer NOT NULL,
	`campaign_id` integer NOT NULL,
	`kind` text NOT NULL,
	`at` integer NOT NULL,
	`class` text,
	`link_id` integer,
	FOREIGN KEY (`pseudonym`) REFERENCES `pseudonyms`(`pseudonym`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `traces_pseudonym` ON `traces` (`pseudonym`);--> statement-breakpoint
CREATE INDEX `traces_at` ON `traces` (`at`);--> statement-breakpoint
DROP INDEX `addresses_hash`;--> statement-breakpoint
ALTER TABLE `addresses` ADD `utf8` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `campaigns` ADD `kind` text DEFAULT 'campaign' NOT NULL;--> statement-breakpoint
ALTER TABLE `consents` ADD `proof` text;--> statement-breakpoint
ALTER TABLE `contacts` ADD `occupation_uri` text;--> statement-breakpoint
ALTER TABLE `contacts` ADD `skill_uris` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `contacts` ADD `birth_decade` integer;--> statement-breakpoint
ALTER TABLE `contacts` ADD `diaspora_generation` integer;--> statement-breakpoint
ALTER TABLE `contacts` ADD `consent_track` text;--> statement-breakpoint
ALTER TABLE `contacts` ADD `left_lists` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `contacts` ADD `paused_until` integer;--> statement-breakpoint
ALTER TABLE `contacts` ADD `monthly_cap` integer;--> statement-breakpoint
ALTER TABLE `contacts` ADD `last_act_at` integer;--> statement-breakpoint
ALTER TABLE `imports` ADD `state` text DEFAULT 'done' NOT NULL;--> statement-breakpoint
ALTER TABLE `imports` ADD `holder` text;--> statement-breakpoint
ALTER TABLE `imports` ADD `file_hash` text;--> statement-breakpoint
ALTER TABLE `imports` ADD `officer_id` integer;--> statement-breakpoint
ALTER TABLE `imports` ADD `undone_at` integer;--> statement-breakpoint
ALTER TABLE `institutions` ADD `cap_count` integer;--> statement-breakpoint
ALTER TABLE `institutions` ADD `cap_days` integer;--> statement-breakpoint
ALTER TABLE `institutions` ADD `retention` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `institutions` ADD `controller` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
CREATE INDEX `signups_contact` ON `signups` (`contact_id`);