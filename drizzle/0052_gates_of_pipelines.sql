ALTER TABLE "gate_answers" ADD COLUMN "pipeline_id" integer;--> statement-breakpoint
UPDATE "gate_answers" SET "pipeline_id" = "uploads"."pipeline_id" FROM "uploads" WHERE "uploads"."org_id" = "gate_answers"."org_id" AND "uploads"."repo_id" = "gate_answers"."repo_id" AND "uploads"."number" = "gate_answers"."upload";--> statement-breakpoint
ALTER TABLE "gate_answers" ALTER COLUMN "pipeline_id" SET NOT NULL;--> statement-breakpoint
CREATE INDEX "gate_answers_repository" ON "gate_answers" USING btree ("org_id","repo_id","at","upload");--> statement-breakpoint
CREATE INDEX "gate_answers_pipeline" ON "gate_answers" USING btree ("org_id","repo_id","pipeline_id","at","upload");--> statement-breakpoint
CREATE INDEX "gate_answers_failed" ON "gate_answers" USING btree ("org_id","at","repo_id","upload") WHERE outcome = 'fail';--> statement-breakpoint
CREATE INDEX "gate_answers_failed_there" ON "gate_answers" USING btree ("org_id","repo_id","at","upload") WHERE outcome = 'fail';