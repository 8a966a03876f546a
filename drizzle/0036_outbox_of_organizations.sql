ALTER TABLE "outbox" ALTER COLUMN "repo_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "streams" ADD COLUMN "silence_told_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "outbox_organization" ON "outbox" USING btree ("org_id","transaction","id");