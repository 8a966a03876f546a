CREATE TABLE "ledger_entries" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"cause" text NOT NULL,
	"points" bigint NOT NULL,
	"findings" integer NOT NULL,
	"upload" integer NOT NULL,
	"user_id" integer,
	"notes" text[],
	CONSTRAINT "ledger_entries_pk" PRIMARY KEY("org_id","repo_id","at","cause")
);
--> statement-breakpoint
ALTER TABLE "finding_events" ADD COLUMN "origin" smallint;--> statement-breakpoint
ALTER TABLE "repository_days" ADD COLUMN "disclosed" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "repository_days" ADD COLUMN "first_scan" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "repository_days" ADD COLUMN "ledger" bigint[];--> statement-breakpoint
ALTER TABLE "repository_days" ADD COLUMN "criticality" text;--> statement-breakpoint
ALTER TABLE "repository_days" ADD COLUMN "archived" boolean;--> statement-breakpoint
ALTER TABLE "repository_state" ADD COLUMN "ledger" bigint[];--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_repo" FOREIGN KEY ("org_id","repo_id") REFERENCES "public"."repositories"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "ledger_entries_at" ON "ledger_entries" USING btree ("org_id","at","repo_id","cause");--> statement-breakpoint
CREATE INDEX "ledger_entries_cause" ON "ledger_entries" USING btree ("org_id","cause","at","repo_id");