ALTER TABLE "repository_state" ADD COLUMN "score_cap" smallint DEFAULT 100 NOT NULL;--> statement-breakpoint
-- Until now it was read from the detail of the score.
UPDATE "repository_state" SET "score_cap" = CASE WHEN "score_detail" #>> '{state,caps,liveSecret}' = 'true' THEN 39 ELSE 49 END
WHERE "score_detail" #>> '{state,caps,liveSecret}' = 'true' OR "score_detail" #>> '{state,caps,overdueKevPublic}' = 'true';
