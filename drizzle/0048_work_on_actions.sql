CREATE TABLE "action_events" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"action_number" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"kind" text NOT NULL,
	"upload" integer NOT NULL,
	"user_id" integer,
	"revision" integer NOT NULL,
	"detail" jsonb,
	CONSTRAINT "action_events_pk" PRIMARY KEY("org_id","repo_id","action_number","at","kind","upload","revision")
);
--> statement-breakpoint
CREATE TABLE "action_work" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"action_number" integer NOT NULL,
	"stage" text NOT NULL,
	"user_id" integer,
	"team_id" integer,
	"claimed_at" timestamp with time zone,
	"said_at" timestamp with time zone,
	"back_upload" integer,
	"due_at" timestamp with time zone,
	"due_reason" text,
	"revision" integer NOT NULL,
	CONSTRAINT "action_work_pk" PRIMARY KEY("org_id","repo_id","action_number")
);
--> statement-breakpoint
DROP INDEX "actions_same";--> statement-breakpoint
ALTER TABLE "actions" ADD COLUMN "severity" smallint;--> statement-breakpoint
ALTER TABLE "action_events" ADD CONSTRAINT "action_events_action" FOREIGN KEY ("org_id","repo_id","action_number") REFERENCES "public"."actions"("org_id","repo_id","number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "action_work" ADD CONSTRAINT "action_work_action" FOREIGN KEY ("org_id","repo_id","action_number") REFERENCES "public"."actions"("org_id","repo_id","number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "action_events_verified" ON "action_events" USING btree ("org_id","at") WHERE kind = 'verified';--> statement-breakpoint
CREATE INDEX "action_work_person" ON "action_work" USING btree ("org_id","user_id") WHERE user_id is not null;--> statement-breakpoint
CREATE INDEX "action_work_team" ON "action_work" USING btree ("org_id","team_id") WHERE team_id is not null;--> statement-breakpoint
CREATE INDEX "action_work_stage" ON "action_work" USING btree ("org_id","stage","repo_id","action_number") WHERE stage <> 'open';--> statement-breakpoint
CREATE INDEX "action_work_due" ON "action_work" USING btree ("org_id","due_at","repo_id","action_number") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "actions_category" ON "actions" USING btree ("org_id","category","lane","value","repo_id","number") WHERE open > 0;--> statement-breakpoint
CREATE INDEX "actions_severity" ON "actions" USING btree ("org_id","severity","lane","value","repo_id","number") WHERE open > 0;--> statement-breakpoint
CREATE INDEX "actions_due" ON "actions" USING btree ("org_id","due_at") WHERE open > 0;--> statement-breakpoint
CREATE INDEX "actions_same" ON "actions" USING btree ("org_id",hashtextextended(key, 0),"lane","value" DESC NULLS LAST,"repo_id" DESC NULLS LAST,"number" DESC NULLS LAST) WHERE open > 0;--> statement-breakpoint
UPDATE "actions" SET "severity" = CASE WHEN "load" ? 'critical' THEN 4 WHEN "load" ? 'high' THEN 3 WHEN "load" ? 'medium' THEN 2 WHEN "load" ? 'unknown' THEN -1 WHEN "load" ? 'low' THEN 1 WHEN "load" ? 'info' THEN 0 END WHERE "open" > 0;
