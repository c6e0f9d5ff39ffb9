CREATE TABLE `forecasts` (
	`campaign_id` integer NOT NULL,
	`made_at` integer NOT NULL,
	`horizon_at` integer NOT NULL,
	`observed` integer NOT NULL,
	`forecast` integer NOT NULL,
	`low50` integer NOT NULL,
	`high50` integer NOT NULL,
	`low80` integer NOT NULL,
	`high80` integer NOT NULL,
	`benchmark` integer NOT NULL,
	`actual` integer,
	`scored_at` integer,
	PRIMARY KEY(`campaign_id`, `made_at`, `horizon_at`),
	FOREIGN KEY (`campaign_id`) REFERENCES `campaigns`(`id`) ON UPDATE no action ON DELETE no action
);
