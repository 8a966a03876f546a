DROP INDEX "rules_trigram";--> statement-breakpoint
ALTER TABLE "rules" ADD COLUMN "title" text;--> statement-breakpoint
CREATE INDEX "rules_trigram" ON "rules" USING gin ((name || ' ' || coalesce(title, '') || ' ' || rule_id) gin_trgm_ops);