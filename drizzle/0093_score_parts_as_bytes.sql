ALTER TABLE "repository_state" ADD COLUMN "score_parts" "bytea";--> statement-breakpoint
UPDATE "repository_state" SET "score_parts" = set_byte(set_byte(set_byte('\x000000'::bytea,
    0, cardinality("waterfall")), 1, cardinality("categories")), 2, coalesce(cardinality("coverage_gains"), 255))
  || (SELECT string_agg(float4send("part"), ''::bytea ORDER BY "place")
    FROM unnest("waterfall" || "categories" || coalesce("coverage_gains", '{}')) WITH ORDINALITY AS "parts"("part", "place"))
  WHERE "waterfall" IS NOT NULL AND "categories" IS NOT NULL;
