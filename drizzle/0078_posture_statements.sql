CREATE TABLE "posture_statements" (
	"org_id" integer NOT NULL,
	"week" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"figures" jsonb NOT NULL,
	"envelope" jsonb NOT NULL,
	"inputs" "bytea" NOT NULL,
	CONSTRAINT "posture_statements_pk" PRIMARY KEY("org_id","week")
);
--> statement-breakpoint
ALTER TABLE "posture_statements" ADD CONSTRAINT "posture_statements_org" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;