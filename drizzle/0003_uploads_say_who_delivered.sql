ALTER TABLE "tokens" ADD COLUMN "pipelines" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "tokens" ADD COLUMN "scanners" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "uploads" ADD COLUMN "credential_kind" text;--> statement-breakpoint
ALTER TABLE "uploads" ADD COLUMN "credential_name" text;--> statement-breakpoint
ALTER TABLE "uploads" ADD COLUMN "user_id" integer;--> statement-breakpoint
ALTER TABLE "uploads" ADD COLUMN "released_by_name" text;--> statement-breakpoint
ALTER TABLE "uploads" ADD COLUMN "held_first" integer;--> statement-breakpoint
ALTER TABLE "uploads" ADD COLUMN "confirmable_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "uploads" ADD COLUMN "confirms" integer;--> statement-breakpoint
CREATE INDEX "uploads_bytes" ON "uploads" USING btree ("org_id","repo_id","sha256","number");--> statement-breakpoint
CREATE INDEX "uploads_stream" ON "uploads" USING btree ("org_id","repo_id","stream_id","number");--> statement-breakpoint
CREATE INDEX "uploads_unfinished" ON "uploads" USING btree ("org_id","repo_id","number") WHERE state in ('received', 'processing');--> statement-breakpoint
CREATE INDEX "uploads_blob" ON "uploads" USING btree ("blob");--> statement-breakpoint
UPDATE "uploads" SET "credential_kind" = 'upload_token', "credential_name" = "tokens"."name" FROM "tokens" WHERE "tokens"."id" = "uploads"."token_id" AND "tokens"."org_id" = "uploads"."org_id";--> statement-breakpoint
UPDATE "uploads" SET "held_first" = "number", "confirmable_at" = "order_at" + interval '10 minutes' WHERE "state" = 'held';
