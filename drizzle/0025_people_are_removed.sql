DROP INDEX "users_org";--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "removed_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "users_org" ON "users" USING btree ("org_id","id");