CREATE TABLE "titles" (
	"org_id" integer NOT NULL,
	"title" text NOT NULL,
	CONSTRAINT "titles_org_id_title_pk" PRIMARY KEY("org_id","title")
);
--> statement-breakpoint
DROP INDEX "rules_trigram";--> statement-breakpoint
ALTER TABLE "findings" ADD COLUMN "package_key" text;--> statement-breakpoint
ALTER TABLE "findings" ADD COLUMN "image" text;--> statement-breakpoint
ALTER TABLE "findings" ADD COLUMN "keywords" text[];--> statement-breakpoint
ALTER TABLE "titles" ADD CONSTRAINT "titles_org" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
INSERT INTO "titles" ("org_id", "title") SELECT DISTINCT "org_id", "title" FROM "findings";--> statement-breakpoint
UPDATE "rules" SET "name" = "rule_id" WHERE "name" = "title";--> statement-breakpoint
-- As `packageSearchKey` and `keywordsOf` make them, from the record that the finding's columns were taken from.
UPDATE "findings" f SET
  "package_key" = CASE WHEN f."package_name" IS NOT NULL THEN e."ecosystem" || '/' || CASE e."ecosystem"
    WHEN 'pypi' THEN regexp_replace(lower(f."package_name"), '[-_.]+', '-', 'g')
    WHEN 'cargo' THEN replace(lower(f."package_name"), '_', '-')
    ELSE lower(f."package_name") END END,
  "image" = e."image", "keywords" = e."keywords"
FROM (
  SELECT DISTINCT ON (own."org_id", own."repo_id", own."finding_number")
    own."org_id", own."repo_id", own."finding_number", own."record" ->> 'image' AS "image",
    coalesce(own."record" ->> 'packageEcosystem', 'generic') AS "ecosystem", words."keywords"
  FROM "evidence" own
  JOIN "findings" of ON of."org_id" = own."org_id" AND of."repo_id" = own."repo_id" AND of."number" = own."finding_number" AND of."scanner" = own."scanner"
  CROSS JOIN LATERAL (
    SELECT array_agg(DISTINCT w."word") AS "keywords" FROM (
      SELECT left(upper(trim(a."name")), 500) AS "word" FROM jsonb_array_elements_text(own."record" -> 'aliases') a("name")
      WHERE a."name" IS DISTINCT FROM own."record" ->> 'advisory'
      UNION
      SELECT left(p."place", 500) FROM (
        SELECT own."record" ->> 'image' UNION SELECT own."record" ->> 'resource' UNION
        SELECT coalesce(at ->> 'path', at ->> 'label') FROM jsonb_array_elements(own."record" -> 'locations') at
      ) p("place")
      WHERE p."place" ~ '^\S+$' AND p."place" IS DISTINCT FROM own."record" ->> 'path'
      LIMIT 50
    ) w
  ) words
  ORDER BY own."org_id", own."repo_id", own."finding_number", own."upload" DESC
) e
WHERE e."org_id" = f."org_id" AND e."repo_id" = f."repo_id" AND e."finding_number" = f."number"
  AND (f."package_name" IS NOT NULL OR e."image" IS NOT NULL OR e."keywords" IS NOT NULL);--> statement-breakpoint
INSERT INTO "finding_terms" ("org_id", "repo_id", "kind", "term")
SELECT DISTINCT f."org_id", f."repo_id", 'place', k FROM "findings" f CROSS JOIN unnest(f."keywords") k
ON CONFLICT DO NOTHING;--> statement-breakpoint
CREATE INDEX "titles_trigram" ON "titles" USING gin (title gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "titles_words" ON "titles" USING gin (to_tsvector('simple', title));--> statement-breakpoint
CREATE INDEX "finding_terms_place" ON "finding_terms" USING gin ((case when kind = 'place' then term end) gin_trgm_ops) WHERE kind = 'place';--> statement-breakpoint
CREATE INDEX "findings_package_key" ON "findings" USING btree ("org_id","package_key") WHERE package_key is not null;--> statement-breakpoint
CREATE INDEX "findings_title" ON "findings" USING btree ("org_id",hashtextextended(title, 0));--> statement-breakpoint
CREATE INDEX "findings_keywords" ON "findings" USING gin ("keywords") WHERE keywords is not null;--> statement-breakpoint
CREATE INDEX "rules_trigram" ON "rules" USING gin ((name || ' ' || rule_id) gin_trgm_ops);--> statement-breakpoint
ALTER TABLE "rules" DROP COLUMN "title";