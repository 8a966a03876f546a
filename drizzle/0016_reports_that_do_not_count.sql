ALTER TABLE "uploads" ADD COLUMN "counts" boolean;--> statement-breakpoint
ALTER TABLE "uploads" ADD COLUMN "comparison" jsonb;