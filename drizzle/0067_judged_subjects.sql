CREATE TABLE "judged_subjects" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"stream_id" integer NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"outcomes" jsonb NOT NULL,
	"facts" jsonb,
	"upload" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "judged_subjects_pk" PRIMARY KEY("org_id","repo_id","stream_id","kind","name")
);
--> statement-breakpoint
CREATE TABLE "pipeline_changes" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"upload" integer NOT NULL,
	"place" integer NOT NULL,
	"path" text NOT NULL,
	"kind" text NOT NULL,
	"job" text,
	"what" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "pipeline_changes_pk" PRIMARY KEY("org_id","repo_id","upload","place")
);
--> statement-breakpoint
ALTER TABLE "judged_subjects" ADD CONSTRAINT "judged_subjects_stream" FOREIGN KEY ("org_id","repo_id","stream_id") REFERENCES "public"."streams"("org_id","repo_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pipeline_changes" ADD CONSTRAINT "pipeline_changes_repo" FOREIGN KEY ("org_id","repo_id") REFERENCES "public"."repositories"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "pipeline_changes_at" ON "pipeline_changes" USING btree ("org_id","at","repo_id","upload","place");--> statement-breakpoint
CREATE INDEX "pipeline_changes_path" ON "pipeline_changes" USING btree ("org_id","repo_id","path","at","upload","place");