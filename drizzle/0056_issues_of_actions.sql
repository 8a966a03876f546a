CREATE TABLE "action_issues" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"action_number" integer NOT NULL,
	"tracker_id" integer NOT NULL,
	"tracker_kind" text NOT NULL,
	"project" text NOT NULL,
	"state" text NOT NULL,
	"marker" text NOT NULL,
	"draft" jsonb,
	"issue_id" text,
	"issue_key" text,
	"url" text,
	"assignee" text,
	"problem" text,
	"attempts" integer NOT NULL,
	"failures" integer NOT NULL,
	"next_at" timestamp with time zone,
	"claimed_until" timestamp with time zone,
	"checked_at" timestamp with time zone,
	"told_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text NOT NULL,
	CONSTRAINT "action_issues_pk" PRIMARY KEY("org_id","repo_id","action_number","tracker_id")
);
--> statement-breakpoint
CREATE TABLE "trackers" (
	"org_id" integer NOT NULL,
	"id" integer GENERATED ALWAYS AS IDENTITY (sequence name "trackers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"address" text NOT NULL,
	"account" text,
	"token" "bytea" NOT NULL,
	"projects" jsonb NOT NULL,
	"labels" text[] NOT NULL,
	"issue_type" text NOT NULL,
	"closes" boolean NOT NULL,
	"paused_until" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "trackers_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
ALTER TABLE "action_issues" ADD CONSTRAINT "action_issues_action" FOREIGN KEY ("org_id","repo_id","action_number") REFERENCES "public"."actions"("org_id","repo_id","number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trackers" ADD CONSTRAINT "trackers_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "action_issues_due" ON "action_issues" USING btree ("org_id","next_at","repo_id","action_number","tracker_id") WHERE next_at is not null;--> statement-breakpoint
CREATE INDEX "action_issues_tracker" ON "action_issues" USING btree ("org_id","tracker_id");--> statement-breakpoint
CREATE UNIQUE INDEX "trackers_name" ON "trackers" USING btree ("org_id","name");