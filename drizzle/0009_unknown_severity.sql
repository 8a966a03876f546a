ALTER TABLE "organization_days" ADD COLUMN "open_unknown" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "repository_days" ADD COLUMN "open_unknown" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "repository_state" ADD COLUMN "open_unknown" integer DEFAULT 0 NOT NULL;