ALTER TABLE "organization_days" ADD COLUMN "disclosed" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "organization_days" ADD COLUMN "first_scan" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "organization_days" ADD COLUMN "measures" jsonb;--> statement-breakpoint
ALTER TABLE "organization_days" ADD COLUMN "final" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "repository_days" ADD COLUMN "measures" jsonb;