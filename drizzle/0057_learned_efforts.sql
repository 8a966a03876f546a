CREATE TABLE "learned_efforts" (
	"org_id" integer NOT NULL,
	"demo" boolean NOT NULL,
	"effort_kind" text NOT NULL,
	"closings" integer NOT NULL,
	"median_hours" real NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "learned_efforts_org_id_demo_effort_kind_pk" PRIMARY KEY("org_id","demo","effort_kind")
);
--> statement-breakpoint
ALTER TABLE "learned_efforts" ADD CONSTRAINT "learned_efforts_org" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;