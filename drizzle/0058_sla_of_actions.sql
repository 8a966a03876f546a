DROP INDEX "actions_due";--> statement-breakpoint
ALTER TABLE "actions" ADD COLUMN "at_risk_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "actions_due" ON "actions" USING btree ("org_id","due_at","at_risk_at","repo_id") WHERE open > 0;--> statement-breakpoint
-- The next roll-up ranks every repository's actions again, and writes since when they are at risk.
UPDATE "repository_state" SET "scored_at" = NULL WHERE "uploads" > 0;
