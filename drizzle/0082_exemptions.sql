CREATE TABLE "exemptions" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"number" integer NOT NULL,
	"category" text NOT NULL,
	"state" text NOT NULL,
	"reason" text NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"requested_by" integer,
	"requester_kind" text NOT NULL,
	"requester_name" text NOT NULL,
	"decided_at" timestamp with time zone,
	"decided_by" integer,
	"decider_kind" text,
	"decider_name" text,
	"decision_note" text,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_by" integer,
	"ender_kind" text,
	"ender_name" text,
	CONSTRAINT "exemptions_org_id_repo_id_number_pk" PRIMARY KEY("org_id","repo_id","number")
);
--> statement-breakpoint
ALTER TABLE "exemptions" ADD CONSTRAINT "exemptions_repo" FOREIGN KEY ("org_id","repo_id") REFERENCES "public"."repositories"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "exemptions_live" ON "exemptions" USING btree ("org_id","repo_id","category") WHERE state in ('requested', 'in_force');--> statement-breakpoint
CREATE INDEX "exemptions_state" ON "exemptions" USING btree ("org_id","state","requested_at","repo_id","number");--> statement-breakpoint
CREATE INDEX "exemptions_expiry" ON "exemptions" USING btree ("org_id","expires_at","repo_id") WHERE state in ('requested', 'in_force');