CREATE TABLE "privilege_changes" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"snapshot" integer NOT NULL,
	"number" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"way" text NOT NULL,
	"principal" integer NOT NULL,
	"resource" integer,
	"group_number" integer,
	"from_level" smallint NOT NULL,
	"to_level" smallint NOT NULL,
	"admins" integer NOT NULL,
	"admin_sample" integer[] NOT NULL,
	CONSTRAINT "privilege_changes_pk" PRIMARY KEY("org_id","repo_id","snapshot","number")
);
--> statement-breakpoint
CREATE TABLE "privilege_grants" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"since" integer NOT NULL,
	"until" integer,
	"unknown_since" integer,
	"key" "bytea" NOT NULL,
	"content" "bytea" NOT NULL,
	"sections" text,
	"unknown_fields" text[],
	"principal" integer NOT NULL,
	"resource" integer NOT NULL,
	"via" text NOT NULL,
	"permission" text NOT NULL,
	"level" smallint NOT NULL,
	"expires_at" timestamp with time zone,
	"expires_told" boolean NOT NULL,
	"last_used_at" timestamp with time zone,
	"last_used_told" boolean NOT NULL,
	"detail" jsonb NOT NULL,
	CONSTRAINT "privilege_grants_pk" PRIMARY KEY("org_id","repo_id","key","since")
);
--> statement-breakpoint
CREATE TABLE "privilege_memberships" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"since" integer NOT NULL,
	"until" integer,
	"unknown_since" integer,
	"key" "bytea" NOT NULL,
	"content" "bytea" NOT NULL,
	"sections" text,
	"member" integer NOT NULL,
	"group_number" integer NOT NULL,
	CONSTRAINT "privilege_memberships_pk" PRIMARY KEY("org_id","repo_id","key","since")
);
--> statement-breakpoint
CREATE TABLE "privilege_principals" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"since" integer NOT NULL,
	"until" integer,
	"unknown_since" integer,
	"key" "bytea" NOT NULL,
	"content" "bytea" NOT NULL,
	"sections" text,
	"number" integer NOT NULL,
	"unknown_fields" text[],
	"external_id" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"owner" text,
	"standing" text,
	"suspended" boolean,
	"two_factor" boolean,
	"created_at" timestamp with time zone,
	"expires_at" timestamp with time zone,
	"expires_told" boolean NOT NULL,
	"last_active_at" timestamp with time zone,
	"last_active_told" boolean NOT NULL,
	"own_level" smallint,
	"detail" jsonb NOT NULL,
	"level" smallint NOT NULL,
	"rights" integer NOT NULL,
	CONSTRAINT "privilege_principals_pk" PRIMARY KEY("org_id","repo_id","key","since")
);
--> statement-breakpoint
CREATE TABLE "privilege_resources" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"since" integer NOT NULL,
	"until" integer,
	"unknown_since" integer,
	"key" "bytea" NOT NULL,
	"content" "bytea" NOT NULL,
	"sections" text,
	"number" integer NOT NULL,
	"unknown_fields" text[],
	"external_id" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"parent" integer,
	"visibility" text,
	"archived" boolean NOT NULL,
	"created_at" timestamp with time zone,
	"updated_at" timestamp with time zone,
	"expires_at" timestamp with time zone,
	"expires_told" boolean NOT NULL,
	"last_used_at" timestamp with time zone,
	"last_used_told" boolean NOT NULL,
	"detail" jsonb NOT NULL,
	CONSTRAINT "privilege_resources_pk" PRIMARY KEY("org_id","repo_id","key","since")
);
--> statement-breakpoint
CREATE TABLE "privilege_settings" (
	"org_id" integer NOT NULL,
	"settings" jsonb NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "privilege_settings_org_id_pk" PRIMARY KEY("org_id")
);
--> statement-breakpoint
CREATE TABLE "privilege_snapshots" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"number" integer NOT NULL,
	"source" text NOT NULL,
	"scope" text NOT NULL,
	"collected_at" timestamp with time zone NOT NULL,
	"applied_at" timestamp with time zone NOT NULL,
	"upload" integer NOT NULL,
	"reread" boolean NOT NULL,
	"sections" jsonb NOT NULL,
	"principals" integer NOT NULL,
	"memberships" integer NOT NULL,
	"resources" integer NOT NULL,
	"grants" integer NOT NULL,
	"unknown" integer NOT NULL,
	"dangling" integer NOT NULL,
	"changes" integer NOT NULL,
	CONSTRAINT "privilege_snapshots_pk" PRIMARY KEY("org_id","repo_id","number")
);
--> statement-breakpoint
CREATE TABLE "privilege_untold" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"section" text NOT NULL,
	"resource" "bytea" NOT NULL,
	CONSTRAINT "privilege_untold_pk" PRIMARY KEY("org_id","repo_id","section","resource")
);
--> statement-breakpoint
ALTER TABLE "privilege_settings" ADD CONSTRAINT "privilege_settings_org" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "privilege_snapshots" ADD CONSTRAINT "privilege_snapshots_repo" FOREIGN KEY ("org_id","repo_id") REFERENCES "public"."repositories"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "privilege_changes_at" ON "privilege_changes" USING btree ("org_id","at" DESC NULLS LAST,"repo_id","number");--> statement-breakpoint
CREATE INDEX "privilege_changes_admin" ON "privilege_changes" USING btree ("org_id","at" DESC NULLS LAST,"repo_id","number") WHERE admins > 0;--> statement-breakpoint
CREATE INDEX "privilege_changes_principal" ON "privilege_changes" USING btree ("org_id","repo_id","principal","snapshot");--> statement-breakpoint
CREATE INDEX "privilege_grants_principal" ON "privilege_grants" USING btree ("org_id","repo_id","principal","resource") WHERE until is null;--> statement-breakpoint
CREATE INDEX "privilege_grants_resource" ON "privilege_grants" USING btree ("org_id","repo_id","resource","level" DESC NULLS LAST) WHERE until is null;--> statement-breakpoint
CREATE INDEX "privilege_grants_level" ON "privilege_grants" USING btree ("org_id","level" DESC NULLS LAST,"repo_id","principal","key") WHERE until is null;--> statement-breakpoint
CREATE INDEX "privilege_memberships_member" ON "privilege_memberships" USING btree ("org_id","repo_id","member") WHERE until is null;--> statement-breakpoint
CREATE INDEX "privilege_memberships_group" ON "privilege_memberships" USING btree ("org_id","repo_id","group_number") WHERE until is null;--> statement-breakpoint
CREATE INDEX "privilege_principals_number" ON "privilege_principals" USING btree ("org_id","repo_id","number","since");--> statement-breakpoint
CREATE INDEX "privilege_principals_level" ON "privilege_principals" USING btree ("org_id","level" DESC NULLS LAST,"repo_id","number") WHERE until is null;--> statement-breakpoint
CREATE INDEX "privilege_principals_kind" ON "privilege_principals" USING btree ("org_id","kind","level" DESC NULLS LAST,"repo_id","number") WHERE until is null;--> statement-breakpoint
CREATE INDEX "privilege_principals_name" ON "privilege_principals" USING gin (name gin_trgm_ops) WHERE until is null;--> statement-breakpoint
CREATE INDEX "privilege_principals_age" ON "privilege_principals" USING btree ("org_id",coalesce(created_at, 'infinity'::timestamptz),"repo_id","number") WHERE until is null and kind in ('app', 'oauth_app', 'deploy_key', 'token');--> statement-breakpoint
CREATE INDEX "privilege_principals_expiry" ON "privilege_principals" USING btree ("org_id","expires_at","repo_id","number") WHERE until is null;--> statement-breakpoint
CREATE INDEX "privilege_resources_number" ON "privilege_resources" USING btree ("org_id","repo_id","number","since");--> statement-breakpoint
CREATE INDEX "privilege_resources_kind" ON "privilege_resources" USING btree ("org_id","kind","repo_id","number") WHERE until is null;--> statement-breakpoint
CREATE INDEX "privilege_resources_age" ON "privilege_resources" USING btree ("org_id",coalesce(updated_at, created_at, 'infinity'::timestamptz),"repo_id","number") WHERE until is null and kind in ('secret', 'key', 'account');--> statement-breakpoint
CREATE INDEX "privilege_resources_name" ON "privilege_resources" USING gin (name gin_trgm_ops) WHERE until is null;--> statement-breakpoint
CREATE INDEX "privilege_snapshots_upload" ON "privilege_snapshots" USING btree ("org_id","repo_id","upload");