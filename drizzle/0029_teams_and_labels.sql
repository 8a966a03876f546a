CREATE TABLE "repository_code_owners" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"owner" text NOT NULL,
	"slug" text,
	CONSTRAINT "repository_code_owners_pk" PRIMARY KEY("org_id","repo_id","owner")
);
--> statement-breakpoint
CREATE TABLE "repository_labels" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"label" text NOT NULL,
	CONSTRAINT "repository_labels_pk" PRIMARY KEY("org_id","repo_id","label")
);
--> statement-breakpoint
CREATE TABLE "team_members" (
	"org_id" integer NOT NULL,
	"team_id" integer NOT NULL,
	"user_id" integer NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "team_members_pk" PRIMARY KEY("org_id","team_id","user_id","source")
);
--> statement-breakpoint
CREATE TABLE "team_patterns" (
	"org_id" integer NOT NULL,
	"team_id" integer NOT NULL,
	"pattern" text NOT NULL,
	CONSTRAINT "team_patterns_pk" PRIMARY KEY("org_id","team_id","pattern")
);
--> statement-breakpoint
CREATE TABLE "team_repositories" (
	"org_id" integer NOT NULL,
	"team_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "team_repositories_pk" PRIMARY KEY("org_id","team_id","repo_id","source")
);
--> statement-breakpoint
CREATE TABLE "teams" (
	"org_id" integer NOT NULL,
	"id" integer GENERATED ALWAYS AS IDENTITY (sequence name "teams_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"demo" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "teams_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "developer_sight" text DEFAULT 'organization' NOT NULL;--> statement-breakpoint
ALTER TABLE "repository_code_owners" ADD CONSTRAINT "repository_code_owners_repo" FOREIGN KEY ("org_id","repo_id") REFERENCES "public"."repositories"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repository_labels" ADD CONSTRAINT "repository_labels_repo" FOREIGN KEY ("org_id","repo_id") REFERENCES "public"."repositories"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_team" FOREIGN KEY ("org_id","team_id") REFERENCES "public"."teams"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_patterns" ADD CONSTRAINT "team_patterns_team" FOREIGN KEY ("org_id","team_id") REFERENCES "public"."teams"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_repositories" ADD CONSTRAINT "team_repositories_team" FOREIGN KEY ("org_id","team_id") REFERENCES "public"."teams"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_repositories" ADD CONSTRAINT "team_repositories_repo" FOREIGN KEY ("org_id","repo_id") REFERENCES "public"."repositories"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "teams" ADD CONSTRAINT "teams_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "repository_code_owners_slug" ON "repository_code_owners" USING btree ("org_id","slug","repo_id") WHERE slug is not null;--> statement-breakpoint
CREATE INDEX "repository_labels_label" ON "repository_labels" USING btree ("org_id","label","repo_id");--> statement-breakpoint
CREATE INDEX "team_members_user" ON "team_members" USING btree ("org_id","user_id","team_id");--> statement-breakpoint
CREATE INDEX "team_repositories_repository" ON "team_repositories" USING btree ("org_id","repo_id","team_id");--> statement-breakpoint
CREATE UNIQUE INDEX "teams_slug" ON "teams" USING btree ("org_id","slug");