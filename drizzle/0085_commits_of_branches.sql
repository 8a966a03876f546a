CREATE TABLE "branch_commits" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"number" integer NOT NULL,
	"sha" text NOT NULL,
	"committed_at" timestamp with time zone NOT NULL,
	"told_at" timestamp with time zone NOT NULL,
	CONSTRAINT "branch_commits_org_id_repo_id_number_pk" PRIMARY KEY("org_id","repo_id","number")
);
--> statement-breakpoint
ALTER TABLE "streams" ADD COLUMN "unscanned_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "streams" ADD COLUMN "commit_seen_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "branch_commits" ADD CONSTRAINT "branch_commits_repo" FOREIGN KEY ("org_id","repo_id") REFERENCES "public"."repositories"("org_id","id") ON DELETE cascade ON UPDATE no action;