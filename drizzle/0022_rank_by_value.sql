-- Lanes were: act now, due within seven days, by value, watch. What is due soon stands among the others now, by its value:
-- until its repository is scored again it keeps its place before them.
UPDATE "actions" SET "lane" = CASE WHEN "lane" = 3 THEN 2 ELSE 1 END,
  "value" = CASE WHEN "lane" = 1 THEN 1000000 + "value" ELSE "value" END
WHERE "lane" > 0;--> statement-breakpoint
-- The next roll-up scores every repository again, and ranks its actions.
UPDATE "repository_state" SET "scored_at" = NULL WHERE "uploads" > 0;
--> statement-breakpoint
-- The rank of a finding holds its repository's criticality and exposure now, and secrets that still work come first.
UPDATE "findings" f SET "rank" =
  (CASE WHEN f."category" = 'secret' AND f."confidence" = 4 THEN 500 ELSE 0 END)
  + (CASE WHEN coalesce(f."severity_set", f."severity") = -1 THEN 150 ELSE coalesce(f."severity_set", f."severity") * 100 END)
  + (CASE r."criticality" WHEN 'critical' THEN 24 WHEN 'high' THEN 16 WHEN 'low' THEN 0 ELSE 8 END)
  + (CASE r."exposure" WHEN 'public' THEN 11 WHEN 'nonprod' THEN 0 ELSE 8 END)
  + (array[8, 0, 5, 8, 11])[f."confidence" + 1]
FROM "repositories" r WHERE r."org_id" = f."org_id" AND r."id" = f."repo_id";
