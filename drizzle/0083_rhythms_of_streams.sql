ALTER TABLE "streams" ADD COLUMN "report_times" bigint[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
-- What was known of a rhythm before times were kept: one gap, until reports say more.
UPDATE "streams" SET "report_times" = ARRAY[
  (extract(epoch from "last_report_at") * 1000)::bigint - "report_interval"::bigint * 1000, (extract(epoch from "last_report_at") * 1000)::bigint]
WHERE "last_report_at" IS NOT NULL AND "report_interval" >= 3600;
