CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public;--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"org_id" integer NOT NULL,
	"user_id" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "setup_codes" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"user_id" integer,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"active" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tokens" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "tokens_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"org_id" integer NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"role" text,
	"repository_scopes" text[] NOT NULL,
	"hash" "bytea" NOT NULL,
	"hint" text NOT NULL,
	"created_by" integer,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "users_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"org_id" integer NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"password_hash" text,
	"disabled_at" timestamp with time zone,
	"last_seen_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "actions" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"number" integer NOT NULL,
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"category" text NOT NULL,
	"target" text,
	"open" integer NOT NULL,
	"load" jsonb NOT NULL,
	"lane" smallint NOT NULL,
	"effort_kind" text NOT NULL,
	"value" real NOT NULL,
	"gain" real NOT NULL,
	"due_at" timestamp with time zone,
	"first_opened_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	CONSTRAINT "actions_org_id_repo_id_number_pk" PRIMARY KEY("org_id","repo_id","number")
);
--> statement-breakpoint
CREATE TABLE "evidence" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"finding_number" integer NOT NULL,
	"scanner" text NOT NULL,
	"severity" smallint NOT NULL,
	"record" jsonb NOT NULL,
	"upload" integer NOT NULL,
	CONSTRAINT "evidence_org_id_repo_id_finding_number_scanner_pk" PRIMARY KEY("org_id","repo_id","finding_number","scanner")
);
--> statement-breakpoint
CREATE TABLE "finding_events" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"finding_number" integer NOT NULL,
	"kind" text NOT NULL,
	"upload" integer NOT NULL,
	"user_id" integer,
	"detail" jsonb,
	CONSTRAINT "finding_events_pk" PRIMARY KEY("org_id","repo_id","at","finding_number","kind","upload")
) PARTITION BY RANGE ("at");
--> statement-breakpoint
CREATE TABLE "finding_terms" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"kind" text NOT NULL,
	"term" text NOT NULL,
	CONSTRAINT "finding_terms_org_id_repo_id_kind_term_pk" PRIMARY KEY("org_id","repo_id","kind","term")
);
--> statement-breakpoint
CREATE TABLE "findings" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"number" integer NOT NULL,
	"key" "bytea" NOT NULL,
	"move" "bytea",
	"category" text NOT NULL,
	"state" text NOT NULL,
	"severity" smallint NOT NULL,
	"severity_set" smallint,
	"confidence" smallint NOT NULL,
	"rank" smallint NOT NULL,
	"scanner" text NOT NULL,
	"rule_id" text NOT NULL,
	"title" text NOT NULL,
	"path" text,
	"line" integer,
	"package_name" text,
	"package_version" text,
	"advisory" text,
	"cwes" smallint[] NOT NULL,
	"action_number" integer NOT NULL,
	"first_seen_at" timestamp with time zone NOT NULL,
	"first_upload" integer NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"fixed_at" timestamp with time zone,
	"reopened" integer NOT NULL,
	CONSTRAINT "findings_org_id_repo_id_number_pk" PRIMARY KEY("org_id","repo_id","number")
);
--> statement-breakpoint
CREATE TABLE "sightings" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"stream_id" integer NOT NULL,
	"finding_number" integer NOT NULL,
	"key" "bytea" NOT NULL,
	"move" "bytea",
	"path" text,
	"line" integer,
	"content" "bytea" NOT NULL,
	"suppressed" smallint NOT NULL,
	"since_upload" integer NOT NULL,
	"until_upload" integer,
	CONSTRAINT "sightings_pk" PRIMARY KEY("org_id","repo_id","stream_id","finding_number")
);
--> statement-breakpoint
CREATE TABLE "pipelines" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"id" integer NOT NULL,
	"key" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "pipelines_org_id_repo_id_id_pk" PRIMARY KEY("org_id","repo_id","id")
);
--> statement-breakpoint
CREATE TABLE "repository_numbers" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"kind" text NOT NULL,
	"last" integer NOT NULL,
	CONSTRAINT "repository_numbers_org_id_repo_id_kind_pk" PRIMARY KEY("org_id","repo_id","kind")
);
--> statement-breakpoint
CREATE TABLE "runs" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"id" integer NOT NULL,
	"pipeline_id" integer NOT NULL,
	"external_id" text NOT NULL,
	"attempt" integer NOT NULL,
	"commit" text,
	"ref" text,
	"trigger" text,
	"actor" text,
	"url" text,
	"started_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "runs_org_id_repo_id_id_pk" PRIMARY KEY("org_id","repo_id","id")
);
--> statement-breakpoint
CREATE TABLE "streams" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"id" integer NOT NULL,
	"pipeline_id" integer NOT NULL,
	"scanner" text NOT NULL,
	"label" text NOT NULL,
	"ref" text NOT NULL,
	"tracked" boolean NOT NULL,
	"categories" text[] NOT NULL,
	"high_water_at" timestamp with time zone,
	"current_upload" integer,
	"last_success_at" timestamp with time zone,
	"last_success_commit" text,
	"last_report_at" timestamp with time zone,
	"report_interval" integer,
	"reports" integer NOT NULL,
	"held_upload" integer,
	"present" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "streams_org_id_repo_id_id_pk" PRIMARY KEY("org_id","repo_id","id")
);
--> statement-breakpoint
CREATE TABLE "uploads" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"number" integer NOT NULL,
	"pipeline_id" integer NOT NULL,
	"run_id" integer,
	"stream_id" integer,
	"state" text NOT NULL,
	"dedupe" "bytea" NOT NULL,
	"idempotency" "bytea",
	"claim" text,
	"scanner" text,
	"scanner_version" text,
	"format" text,
	"label" text NOT NULL,
	"ref" text NOT NULL,
	"commit" text,
	"complete" boolean NOT NULL,
	"filename" text,
	"blob" text NOT NULL,
	"sha256" "bytea" NOT NULL,
	"bytes" bigint NOT NULL,
	"stored_bytes" bigint NOT NULL,
	"order_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"processing_at" timestamp with time zone,
	"processed_at" timestamp with time zone,
	"attempts" integer NOT NULL,
	"token_id" integer,
	"reason" text,
	"position" text,
	"incomplete" text[] NOT NULL,
	"parsed" integer NOT NULL,
	"introduced" integer NOT NULL,
	"reopened" integer NOT NULL,
	"fixed" integer NOT NULL,
	"moved" integer NOT NULL,
	"changed" integer NOT NULL,
	"unchanged" integer NOT NULL,
	"skipped_count" integer NOT NULL,
	"skipped" jsonb NOT NULL,
	"score_before" real,
	"score_after" real,
	"reader_version" integer,
	"released_by" integer,
	"released_at" timestamp with time zone,
	CONSTRAINT "uploads_org_id_repo_id_number_pk" PRIMARY KEY("org_id","repo_id","number")
);
--> statement-breakpoint
CREATE TABLE "organizations" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "organizations_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"demo" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "organizations_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "repositories" (
	"org_id" integer NOT NULL,
	"id" integer GENERATED ALWAYS AS IDENTITY (sequence name "repositories_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"slug" text NOT NULL,
	"full_name" text NOT NULL,
	"kind" text NOT NULL,
	"default_branch" text NOT NULL,
	"default_branch_known" boolean NOT NULL,
	"tracked_refs" text[] NOT NULL,
	"criticality" text NOT NULL,
	"exposure" text NOT NULL,
	"archived" boolean NOT NULL,
	"hold_suspicious" boolean NOT NULL,
	"demo" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "repositories_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "rules" (
	"org_id" integer NOT NULL,
	"scanner" text NOT NULL,
	"rule_id" text NOT NULL,
	"name" text NOT NULL,
	"category" text NOT NULL,
	"help_url" text,
	"severity" smallint NOT NULL,
	CONSTRAINT "rules_org_id_scanner_rule_id_pk" PRIMARY KEY("org_id","scanner","rule_id")
);
--> statement-breakpoint
CREATE TABLE "finding_counts" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"state" text NOT NULL,
	"category" text NOT NULL,
	"severity" smallint NOT NULL,
	"scanner" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "finding_counts_pk" PRIMARY KEY("org_id","repo_id","state","category","severity","scanner")
);
--> statement-breakpoint
CREATE TABLE "organization_days" (
	"org_id" integer NOT NULL,
	"day" date NOT NULL,
	"score" real,
	"not_measured" real,
	"detail" jsonb,
	"open_critical" integer NOT NULL,
	"open_high" integer NOT NULL,
	"open_medium" integer NOT NULL,
	"open_low" integer NOT NULL,
	"open_info" integer NOT NULL,
	"introduced" integer NOT NULL,
	"reopened" integer NOT NULL,
	"fixed" integer NOT NULL,
	"repositories" integer NOT NULL,
	"formula" smallint NOT NULL,
	CONSTRAINT "organization_days_org_id_day_pk" PRIMARY KEY("org_id","day")
);
--> statement-breakpoint
CREATE TABLE "repository_days" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"day" date NOT NULL,
	"score" real,
	"score_detail" jsonb,
	"open_critical" integer NOT NULL,
	"open_high" integer NOT NULL,
	"open_medium" integer NOT NULL,
	"open_low" integer NOT NULL,
	"open_info" integer NOT NULL,
	"introduced" integer NOT NULL,
	"reopened" integer NOT NULL,
	"fixed" integer NOT NULL,
	"uploads" integer NOT NULL,
	CONSTRAINT "repository_days_org_id_repo_id_day_pk" PRIMARY KEY("org_id","repo_id","day")
) PARTITION BY RANGE ("day");
--> statement-breakpoint
CREATE TABLE "repository_state" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"score" real,
	"grade" text,
	"not_measured" real NOT NULL,
	"waterfall" real[],
	"categories" real[],
	"without_acceptances" real,
	"score_detail" jsonb,
	"scored_at" timestamp with time zone,
	"open_critical" integer NOT NULL,
	"open_high" integer NOT NULL,
	"open_medium" integer NOT NULL,
	"open_low" integer NOT NULL,
	"open_info" integer NOT NULL,
	"open_actions" integer NOT NULL,
	"uploads" integer NOT NULL,
	"last_upload_at" timestamp with time zone,
	CONSTRAINT "repository_state_org_id_repo_id_pk" PRIMARY KEY("org_id","repo_id")
);
--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "setup_codes" ADD CONSTRAINT "setup_codes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "actions" ADD CONSTRAINT "actions_repo" FOREIGN KEY ("org_id","repo_id") REFERENCES "public"."repositories"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_finding" FOREIGN KEY ("org_id","repo_id","finding_number") REFERENCES "public"."findings"("org_id","repo_id","number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "finding_terms" ADD CONSTRAINT "finding_terms_repo" FOREIGN KEY ("org_id","repo_id") REFERENCES "public"."repositories"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "findings" ADD CONSTRAINT "findings_repo" FOREIGN KEY ("org_id","repo_id") REFERENCES "public"."repositories"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sightings" ADD CONSTRAINT "sightings_stream" FOREIGN KEY ("org_id","repo_id","stream_id") REFERENCES "public"."streams"("org_id","repo_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sightings" ADD CONSTRAINT "sightings_finding_fk" FOREIGN KEY ("org_id","repo_id","finding_number") REFERENCES "public"."findings"("org_id","repo_id","number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pipelines" ADD CONSTRAINT "pipelines_repo" FOREIGN KEY ("org_id","repo_id") REFERENCES "public"."repositories"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repository_numbers" ADD CONSTRAINT "repository_numbers_repo" FOREIGN KEY ("org_id","repo_id") REFERENCES "public"."repositories"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runs" ADD CONSTRAINT "runs_pipeline" FOREIGN KEY ("org_id","repo_id","pipeline_id") REFERENCES "public"."pipelines"("org_id","repo_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "streams" ADD CONSTRAINT "streams_pipeline" FOREIGN KEY ("org_id","repo_id","pipeline_id") REFERENCES "public"."pipelines"("org_id","repo_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "uploads" ADD CONSTRAINT "uploads_pipeline" FOREIGN KEY ("org_id","repo_id","pipeline_id") REFERENCES "public"."pipelines"("org_id","repo_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repositories" ADD CONSTRAINT "repositories_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rules" ADD CONSTRAINT "rules_org" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "finding_counts" ADD CONSTRAINT "finding_counts_repo" FOREIGN KEY ("org_id","repo_id") REFERENCES "public"."repositories"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organization_days" ADD CONSTRAINT "organization_days_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repository_state" ADD CONSTRAINT "repository_state_repo" FOREIGN KEY ("org_id","repo_id") REFERENCES "public"."repositories"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "tokens_hash" ON "tokens" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "tokens_org" ON "tokens" USING btree ("org_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email" ON "users" USING btree ("email");--> statement-breakpoint
CREATE INDEX "users_org" ON "users" USING btree ("org_id");--> statement-breakpoint
CREATE UNIQUE INDEX "actions_key" ON "actions" USING btree ("org_id","repo_id","key");--> statement-breakpoint
CREATE INDEX "actions_lane" ON "actions" USING btree ("org_id","lane","value","repo_id","number") WHERE open > 0;--> statement-breakpoint
CREATE INDEX "actions_repo_lane" ON "actions" USING btree ("org_id","repo_id","lane","value","number") WHERE open > 0;--> statement-breakpoint
CREATE INDEX "finding_events_finding" ON "finding_events" USING btree ("org_id","repo_id","finding_number","at");--> statement-breakpoint
CREATE INDEX "finding_terms_path" ON "finding_terms" USING gin ((case when kind = 'path' then term end) gin_trgm_ops) WHERE kind = 'path';--> statement-breakpoint
CREATE INDEX "finding_terms_package" ON "finding_terms" USING gin ((case when kind = 'package' then term end) gin_trgm_ops) WHERE kind = 'package';--> statement-breakpoint
CREATE UNIQUE INDEX "findings_key" ON "findings" USING btree ("org_id","repo_id","key");--> statement-breakpoint
CREATE INDEX "findings_rank" ON "findings" USING btree ("org_id","state","rank","repo_id","number");--> statement-breakpoint
CREATE INDEX "findings_repo_rank" ON "findings" USING btree ("org_id","repo_id","state","rank","number");--> statement-breakpoint
CREATE INDEX "findings_category_rank" ON "findings" USING btree ("org_id","state","category","rank","repo_id","number");--> statement-breakpoint
CREATE INDEX "findings_scanner_rank" ON "findings" USING btree ("org_id","state","scanner","rank","repo_id","number");--> statement-breakpoint
CREATE INDEX "findings_rule" ON "findings" USING btree ("org_id","rule_id","state","rank","repo_id","number");--> statement-breakpoint
CREATE INDEX "findings_path" ON "findings" USING btree ("org_id","repo_id","path");--> statement-breakpoint
CREATE INDEX "findings_package" ON "findings" USING btree ("org_id","package_name") WHERE package_name is not null;--> statement-breakpoint
CREATE INDEX "findings_advisory" ON "findings" USING btree ("org_id","advisory") WHERE advisory is not null;--> statement-breakpoint
CREATE INDEX "findings_action" ON "findings" USING btree ("org_id","repo_id","action_number","number");--> statement-breakpoint
CREATE INDEX "findings_opened" ON "findings" USING btree ("org_id","state","opened_at","repo_id","number");--> statement-breakpoint
CREATE INDEX "findings_fixed" ON "findings" USING btree ("org_id","fixed_at","repo_id","number") WHERE fixed_at is not null;--> statement-breakpoint
CREATE INDEX "sightings_finding" ON "sightings" USING btree ("org_id","repo_id","finding_number");--> statement-breakpoint
CREATE UNIQUE INDEX "pipelines_key" ON "pipelines" USING btree ("org_id","repo_id","key");--> statement-breakpoint
CREATE UNIQUE INDEX "runs_identity" ON "runs" USING btree ("org_id","repo_id","pipeline_id","external_id","attempt");--> statement-breakpoint
CREATE UNIQUE INDEX "streams_identity" ON "streams" USING btree ("org_id","repo_id","pipeline_id","scanner","label","ref");--> statement-breakpoint
CREATE INDEX "streams_silent" ON "streams" USING btree ("org_id","last_report_at");--> statement-breakpoint
CREATE UNIQUE INDEX "uploads_dedupe" ON "uploads" USING btree ("org_id","repo_id","dedupe");--> statement-breakpoint
CREATE UNIQUE INDEX "uploads_idempotency" ON "uploads" USING btree ("org_id","repo_id","idempotency");--> statement-breakpoint
CREATE INDEX "uploads_received" ON "uploads" USING btree ("org_id","received_at","repo_id","number");--> statement-breakpoint
CREATE INDEX "uploads_repo_received" ON "uploads" USING btree ("org_id","repo_id","received_at","number");--> statement-breakpoint
CREATE INDEX "uploads_state" ON "uploads" USING btree ("org_id","state","received_at","repo_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "repositories_slug" ON "repositories" USING btree ("org_id","slug");--> statement-breakpoint
CREATE INDEX "rules_trigram" ON "rules" USING gin ((name || ' ' || rule_id) gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "finding_counts_all" ON "finding_counts" USING btree ("org_id","state","category","severity","scanner","repo_id","count");--> statement-breakpoint
CREATE INDEX "repository_state_score" ON "repository_state" USING btree ("org_id","score","repo_id");--> statement-breakpoint
CREATE INDEX "repository_state_upload" ON "repository_state" USING btree ("org_id","last_upload_at","repo_id");