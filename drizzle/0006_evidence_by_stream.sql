ALTER TABLE "evidence" DROP CONSTRAINT "evidence_org_id_repo_id_finding_number_scanner_pk";--> statement-breakpoint
ALTER TABLE "evidence" ADD COLUMN "stream_id" integer;--> statement-breakpoint
-- What a scanner said belongs to the streams of that scanner which have the finding, tracked ones if any; else to the
-- finding's tracked streams, else to any. Where two records fall to one stream, the better match and the newer one stay.
INSERT INTO "evidence" ("org_id", "repo_id", "finding_number", "stream_id", "scanner", "severity", "record", "upload")
SELECT DISTINCT ON (e."org_id", e."repo_id", e."finding_number", p."stream_id")
  e."org_id", e."repo_id", e."finding_number", p."stream_id", e."scanner", e."severity", e."record", e."upload"
FROM "evidence" e
JOIN LATERAL (
  SELECT c."stream_id", c."named" FROM (
    SELECT s."stream_id", st."tracked", e."scanner" = ANY(string_to_array(st."scanner", '+')) AS "named",
      first_value(s."stream_id") OVER w AS "first", first_value(st."tracked") OVER w AS "first_tracked",
      first_value(e."scanner" = ANY(string_to_array(st."scanner", '+'))) OVER w AS "first_named"
    FROM "sightings" s
    JOIN "streams" st ON st."org_id" = s."org_id" AND st."repo_id" = s."repo_id" AND st."id" = s."stream_id"
    WHERE s."org_id" = e."org_id" AND s."repo_id" = e."repo_id" AND s."finding_number" = e."finding_number"
    WINDOW w AS (ORDER BY e."scanner" = ANY(string_to_array(st."scanner", '+')) DESC, st."tracked" DESC, s."until_upload" IS NULL DESC, s."stream_id")
  ) c
  WHERE c."named" = c."first_named" AND c."tracked" = c."first_tracked" AND (c."tracked" OR c."stream_id" = c."first")
) p ON true
ORDER BY e."org_id", e."repo_id", e."finding_number", p."stream_id", p."named" DESC, e."upload" DESC, e."scanner";--> statement-breakpoint
DELETE FROM "evidence" WHERE "stream_id" IS NULL;--> statement-breakpoint
ALTER TABLE "evidence" ALTER COLUMN "stream_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_pk" PRIMARY KEY("org_id","repo_id","finding_number","stream_id");
