CREATE TABLE "gate_answers" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"upload" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"outcome" text NOT NULL,
	"policy_version" integer NOT NULL,
	"override_version" integer,
	"answer" jsonb NOT NULL,
	"facts" jsonb NOT NULL,
	"introduced" integer[] NOT NULL,
	CONSTRAINT "gate_answers_org_id_repo_id_upload_pk" PRIMARY KEY("org_id","repo_id","upload")
);
--> statement-breakpoint
CREATE TABLE "policy_overrides" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"version" integer NOT NULL,
	"message" text NOT NULL,
	"user_id" integer,
	"by_token" text,
	"at" timestamp with time zone NOT NULL,
	"text" text,
	"policy" jsonb,
	CONSTRAINT "policy_overrides_org_id_repo_id_version_pk" PRIMARY KEY("org_id","repo_id","version")
);
--> statement-breakpoint
CREATE TABLE "policy_versions" (
	"org_id" integer NOT NULL,
	"version" integer NOT NULL,
	"message" text NOT NULL,
	"user_id" integer,
	"by_token" text,
	"at" timestamp with time zone NOT NULL,
	"text" text NOT NULL,
	"policy" jsonb NOT NULL,
	CONSTRAINT "policy_versions_org_id_version_pk" PRIMARY KEY("org_id","version")
);
--> statement-breakpoint
ALTER TABLE "uploads" ADD COLUMN "gate" text;--> statement-breakpoint
ALTER TABLE "gate_answers" ADD CONSTRAINT "gate_answers_upload" FOREIGN KEY ("org_id","repo_id","upload") REFERENCES "public"."uploads"("org_id","repo_id","number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_overrides" ADD CONSTRAINT "policy_overrides_repo" FOREIGN KEY ("org_id","repo_id") REFERENCES "public"."repositories"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_versions" ADD CONSTRAINT "policy_versions_org" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "gate_answers_at" ON "gate_answers" USING btree ("org_id","at","repo_id","upload");