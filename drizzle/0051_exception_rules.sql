CREATE TABLE "exception_rules" (
	"org_id" integer NOT NULL,
	"id" integer GENERATED ALWAYS AS IDENTITY (sequence name "exception_rules_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"conditions" jsonb NOT NULL,
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
	"settled_at" timestamp with time zone,
	CONSTRAINT "exception_rules_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
ALTER TABLE "exception_rules" ADD CONSTRAINT "exception_rules_org" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "exception_rules_state" ON "exception_rules" USING btree ("org_id","state","id");