ALTER TABLE `api_keys` ADD `paced_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `mailbox` ADD `institution_id` integer REFERENCES institutions(id);--> statement-breakpoint
ALTER TABLE `officers` ADD `link_proves` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `officers` ADD `invited_by` integer REFERENCES officers(id);--> statement-breakpoint
ALTER TABLE `sign_in_users` ADD `bound_to` integer REFERENCES institutions(id);--> statement-breakpoint
UPDATE mailbox SET institution_id = (SELECT min(id) FROM institutions) WHERE (SELECT count(*) FROM institutions) = 1;