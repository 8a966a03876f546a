CREATE TABLE "access_review_decisions" (
	"org_id" integer NOT NULL,
	"review" integer NOT NULL,
	"item" integer NOT NULL,
	"number" integer NOT NULL,
	"decision" text NOT NULL,
	"to_level" smallint,
	"reason" text,
	"at" timestamp with time zone NOT NULL,
	"by" integer NOT NULL,
	"by_kind" text NOT NULL,
	"batch" integer NOT NULL,
	"together" integer NOT NULL,
	"said_not_own" boolean NOT NULL,
	CONSTRAINT "access_review_decisions_pk" PRIMARY KEY("org_id","review","item","number")
);
--> statement-breakpoint
CREATE TABLE "access_review_delegations" (
	"org_id" integer NOT NULL,
	"review" integer NOT NULL,
	"number" integer NOT NULL,
	"from_person" integer,
	"from_team" integer,
	"to_person" integer NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"by" integer NOT NULL,
	"items" integer NOT NULL,
	CONSTRAINT "access_review_delegations_pk" PRIMARY KEY("org_id","review","number")
);
--> statement-breakpoint
CREATE TABLE "access_review_items" (
	"org_id" integer NOT NULL,
	"review" integer NOT NULL,
	"number" integer NOT NULL,
	"kind" text NOT NULL,
	"repo_id" integer NOT NULL,
	"system" text NOT NULL,
	"source" text NOT NULL,
	"principal" integer NOT NULL,
	"principal_id" text NOT NULL,
	"principal_kind" text NOT NULL,
	"principal_name" text NOT NULL,
	"principal_owner" text,
	"target" integer NOT NULL,
	"target_kind" text NOT NULL,
	"target_name" text NOT NULL,
	"via" text,
	"permission" text NOT NULL,
	"level" smallint NOT NULL,
	"chain" jsonb NOT NULL,
	"production" text,
	"granted_at" timestamp with time zone,
	"granted_by" text,
	"expires_at" timestamp with time zone,
	"expires_told" boolean NOT NULL,
	"last_used_at" timestamp with time zone,
	"last_used_told" boolean NOT NULL,
	"risk" jsonb NOT NULL,
	"high" boolean NOT NULL,
	"subject" integer,
	"subject_by" text,
	"reviewer" integer,
	"reviewer_team" integer,
	"assigned" text NOT NULL,
	"decision" text,
	"decided_at" timestamp with time zone,
	"decided_by" integer,
	"decided_in_bulk" boolean,
	"to_level" smallint,
	"reason" text,
	"verification" text,
	"verified_by" integer,
	"verified_at" timestamp with time zone,
	CONSTRAINT "access_review_items_pk" PRIMARY KEY("org_id","review","number")
);
--> statement-breakpoint
CREATE TABLE "access_reviews" (
	"org_id" integer NOT NULL,
	"id" integer GENERATED ALWAYS AS IDENTITY (sequence name "access_reviews_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"state" text NOT NULL,
	"scope" jsonb NOT NULL,
	"rule" text NOT NULL,
	"snapshots" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" integer,
	"creator_kind" text NOT NULL,
	"creator_name" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"escalate_to" integer NOT NULL,
	"escalated_at" timestamp with time zone,
	"reminded" smallint NOT NULL,
	"overdue_told_at" timestamp with time zone,
	"items" integer NOT NULL,
	"principals" integer NOT NULL,
	"certified" integer NOT NULL,
	"revoked" integer NOT NULL,
	"changed" integer NOT NULL,
	"frozen_hash" "bytea" NOT NULL,
	"decided_hash" "bytea",
	"ended_at" timestamp with time zone,
	"ended_by" integer,
	"ender_kind" text,
	"ender_name" text,
	"end_note" text,
	"demo" boolean NOT NULL,
	CONSTRAINT "access_reviews_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "signing_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"public_key" "bytea" NOT NULL,
	"private_key" "bytea",
	"created_at" timestamp with time zone NOT NULL,
	"retired_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "access_review_decisions" ADD CONSTRAINT "access_review_decisions_review" FOREIGN KEY ("org_id","review") REFERENCES "public"."access_reviews"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_review_delegations" ADD CONSTRAINT "access_review_delegations_review" FOREIGN KEY ("org_id","review") REFERENCES "public"."access_reviews"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_review_items" ADD CONSTRAINT "access_review_items_review" FOREIGN KEY ("org_id","review") REFERENCES "public"."access_reviews"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_reviews" ADD CONSTRAINT "access_reviews_org" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "access_review_decisions_batch" ON "access_review_decisions" USING btree ("org_id","review","batch");--> statement-breakpoint
CREATE INDEX "access_review_items_reviewer" ON "access_review_items" USING btree ("org_id","reviewer","review","number");--> statement-breakpoint
CREATE INDEX "access_review_items_team" ON "access_review_items" USING btree ("org_id","reviewer_team","review","number");--> statement-breakpoint
CREATE INDEX "access_review_items_decision" ON "access_review_items" USING btree ("org_id","review","decision","number");--> statement-breakpoint
CREATE INDEX "access_review_items_principal" ON "access_review_items" USING btree ("org_id","review","repo_id","principal","number");--> statement-breakpoint
CREATE INDEX "access_review_items_unverified" ON "access_review_items" USING btree ("org_id","repo_id","review","number") WHERE verification in ('pending', 'present', 'unknown');--> statement-breakpoint
CREATE INDEX "access_review_items_undone" ON "access_review_items" USING btree ("org_id","decided_at","review","number") WHERE verification in ('pending', 'present', 'unknown');--> statement-breakpoint
CREATE INDEX "access_reviews_state" ON "access_reviews" USING btree ("org_id","state","id");--> statement-breakpoint
CREATE INDEX "access_reviews_due" ON "access_reviews" USING btree ("org_id","due_at") WHERE state = 'open';