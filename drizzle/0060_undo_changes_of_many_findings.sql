CREATE TABLE "bulk_changes" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"batch" text NOT NULL,
	"finding_number" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"user_id" integer,
	"replaced" jsonb NOT NULL,
	CONSTRAINT "bulk_changes_pk" PRIMARY KEY("org_id","repo_id","batch","finding_number")
);
--> statement-breakpoint
ALTER TABLE "bulk_changes" ADD CONSTRAINT "bulk_changes_finding" FOREIGN KEY ("org_id","repo_id","finding_number") REFERENCES "public"."findings"("org_id","repo_id","number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bulk_changes_batch" ON "bulk_changes" USING btree ("org_id","batch","repo_id","finding_number");--> statement-breakpoint
CREATE INDEX "bulk_changes_at" ON "bulk_changes" USING btree ("org_id","at");