ALTER TABLE "uploads" ADD COLUMN "bytes_removed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "keep_reports_days" integer;--> statement-breakpoint
CREATE INDEX "uploads_kept" ON "uploads" USING btree ("org_id","received_at","repo_id","number","stored_bytes") WHERE bytes_removed_at is null and state <> 'rejected';