ALTER TABLE `signups` ADD `joined` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `signups` ADD `flags` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX `signups_share` ON `signups` (`share_id`) WHERE share_id IS NOT NULL;--> statement-breakpoint
UPDATE `signups` SET `joined` = 1 WHERE `state` IN ('confirmed', 'enrolled');
