CREATE TABLE "sweeps" (
	"job" text PRIMARY KEY NOT NULL,
	"ran_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "keep_audit_days" integer;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "uploads_per_minute" integer;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "credential_uploads_per_minute" integer;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "stored_bytes_limit" bigint;