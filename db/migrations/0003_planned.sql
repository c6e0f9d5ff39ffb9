ALTER TABLE `messages` ADD `planned_at` integer;--> statement-breakpoint
ALTER TABLE `messages` ADD `followed` integer;--> statement-breakpoint
CREATE INDEX `messages_followed` ON `messages` (`step_id`) WHERE followed = 1 and state = 'accepted';