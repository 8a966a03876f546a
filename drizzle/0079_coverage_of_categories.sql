ALTER TABLE "repository_state" ADD COLUMN "coverage" bigint[];--> statement-breakpoint
CREATE INDEX "streams_held" ON "streams" USING btree ("org_id","repo_id") WHERE held_upload is not null;