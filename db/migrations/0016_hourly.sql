CREATE TABLE `hourly_tallies` (
	`campaign_id` integer NOT NULL,
	`kind` text NOT NULL,
	`hour` integer NOT NULL,
	`generation` integer DEFAULT 0 NOT NULL,
	`country` text DEFAULT '' NOT NULL,
	`is_flagged` integer DEFAULT 0 NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`campaign_id`, `kind`, `hour`, `generation`, `country`, `is_flagged`),
	FOREIGN KEY (`campaign_id`) REFERENCES `campaigns`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `skill_tallies` (
	`campaign_id` integer NOT NULL,
	`skill` text NOT NULL,
	`country` text DEFAULT '' NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`campaign_id`, `skill`, `country`),
	FOREIGN KEY (`campaign_id`) REFERENCES `campaigns`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `campaigns` ADD `skills_at` integer;--> statement-breakpoint
INSERT INTO `hourly_tallies` (campaign_id, kind, hour, generation, country, is_flagged, count)
SELECT e.campaign_id, e.kind, e.at / 3600000, CASE e.kind WHEN 'join' THEN e.generation ELSE 0 END,
  CASE e.kind WHEN 'sent' THEN '' ELSE coalesce(e.country, '') END, coalesce(e.kind = 'join' AND e.class = 'flagged', 0), count(*)
FROM events e LEFT JOIN steps s ON s.id = e.step_id
WHERE (e.kind = 'join' OR (e.kind = 'sent' AND s.trigger = 'launch' AND s.channel = 'email'))
  AND e.id <= coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'tallied'), 0)
GROUP BY 1, 2, 3, 4, 5, 6;
--> statement-breakpoint
INSERT INTO `hourly_tallies` (campaign_id, kind, hour, generation, country, is_flagged, count)
SELECT e.campaign_id, e.kind, e.at / 3600000, 0, coalesce(e.country, ''), 0, count(*)
FROM events e
WHERE e.kind IN ('click', 'visit') AND e.class = 'human'
  AND e.id <= coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'tallied-hits'), 0)
GROUP BY 1, 2, 3, 4, 5, 6;
