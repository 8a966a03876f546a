ALTER TABLE "audit_entries" ADD COLUMN "seals" jsonb;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "deleting_at" timestamp with time zone;