CREATE TABLE "decision_policies" (
	"org_id" integer NOT NULL,
	"sla" jsonb NOT NULL,
	"four_eyes" boolean NOT NULL,
	"accepted_days" integer NOT NULL,
	"false_positive_days" integer,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "decision_policies_org_id_pk" PRIMARY KEY("org_id")
);
--> statement-breakpoint
CREATE TABLE "exceptions" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"number" integer NOT NULL,
	"finding_number" integer NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"reason" text NOT NULL,
	"evidence_url" text,
	"requested_at" timestamp with time zone NOT NULL,
	"requested_by" integer,
	"requester_kind" text NOT NULL,
	"requester_name" text NOT NULL,
	"decided_at" timestamp with time zone,
	"decided_by" integer,
	"decider_kind" text,
	"decider_name" text,
	"decision_note" text,
	"expires_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"ended_by" integer,
	"ender_kind" text,
	"ender_name" text,
	"end_reason" text,
	"conditions" jsonb NOT NULL,
	"reminded" smallint NOT NULL,
	"batch" text,
	"exception_rule" integer,
	CONSTRAINT "exceptions_org_id_repo_id_number_pk" PRIMARY KEY("org_id","repo_id","number")
);
--> statement-breakpoint
ALTER TABLE "decision_policies" ADD CONSTRAINT "decision_policies_org" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exceptions" ADD CONSTRAINT "exceptions_finding_fk" FOREIGN KEY ("org_id","repo_id","finding_number") REFERENCES "public"."findings"("org_id","repo_id","number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "exceptions_live" ON "exceptions" USING btree ("org_id","repo_id","finding_number") WHERE state in ('requested', 'in_force');--> statement-breakpoint
CREATE INDEX "exceptions_finding" ON "exceptions" USING btree ("org_id","repo_id","finding_number","number");--> statement-breakpoint
CREATE INDEX "exceptions_state" ON "exceptions" USING btree ("org_id","state","requested_at","repo_id","number");--> statement-breakpoint
CREATE INDEX "exceptions_repo_state" ON "exceptions" USING btree ("org_id","repo_id","state","requested_at","number");--> statement-breakpoint
CREATE INDEX "exceptions_expiry" ON "exceptions" USING btree ("org_id","state","expires_at","repo_id","number") WHERE expires_at is not null;--> statement-breakpoint
CREATE INDEX "exceptions_requester" ON "exceptions" USING btree ("org_id","requested_by","state","requested_at","repo_id","number");--> statement-breakpoint
CREATE INDEX "exceptions_batch" ON "exceptions" USING btree ("org_id","batch","repo_id","number") WHERE batch is not null;--> statement-breakpoint
CREATE INDEX "exceptions_rule" ON "exceptions" USING btree ("org_id","exception_rule","state","repo_id","number") WHERE exception_rule is not null;