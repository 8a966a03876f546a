ALTER TABLE "repositories" ADD COLUMN "badge_key" text;--> statement-breakpoint
CREATE UNIQUE INDEX "repositories_badge" ON "repositories" USING btree ("org_id","badge_key");