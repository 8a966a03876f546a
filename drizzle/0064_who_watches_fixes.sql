CREATE TABLE "action_watches" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"action_number" integer NOT NULL,
	"user_id" integer NOT NULL,
	"watching" boolean NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"told_since" timestamp with time zone,
	"due_at" timestamp with time zone,
	CONSTRAINT "action_watches_pk" PRIMARY KEY("org_id","repo_id","action_number","user_id")
);
--> statement-breakpoint
ALTER TABLE "action_watches" ADD CONSTRAINT "action_watches_action" FOREIGN KEY ("org_id","repo_id","action_number") REFERENCES "public"."actions"("org_id","repo_id","number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "action_watches_person" ON "action_watches" USING btree ("org_id","user_id","repo_id","action_number");--> statement-breakpoint
CREATE INDEX "action_watches_due" ON "action_watches" USING btree ("org_id","due_at","user_id") WHERE due_at is not null;