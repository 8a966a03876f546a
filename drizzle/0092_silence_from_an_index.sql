DROP INDEX "streams_silent";--> statement-breakpoint
ALTER TABLE "streams" ADD COLUMN "silent_from" timestamp with time zone GENERATED ALWAYS AS (case when reports >= 4 and report_interval is not null then
  (last_report_at at time zone 'UTC' + greatest(interval '288000 seconds', report_interval * interval '3 seconds'))
  at time zone 'UTC' end) STORED;--> statement-breakpoint
CREATE INDEX "streams_succeeded" ON "streams" USING btree ("org_id","categories","last_success_at") WHERE tracked and retired_at is null and last_success_at is not null;--> statement-breakpoint
CREATE INDEX "streams_silent" ON "streams" USING btree ("org_id","silent_from","repo_id") WHERE tracked and retired_at is null;