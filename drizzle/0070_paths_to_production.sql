CREATE TABLE "privilege_path_changes" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"id" integer NOT NULL,
	"kind" text NOT NULL,
	"path" integer NOT NULL,
	"upload" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"people" jsonb NOT NULL,
	"because" jsonb NOT NULL,
	"joint" boolean NOT NULL,
	CONSTRAINT "privilege_path_changes_org_id_repo_id_id_pk" PRIMARY KEY("org_id","repo_id","id")
);
--> statement-breakpoint
CREATE TABLE "privilege_path_runs" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"upload" integer NOT NULL,
	"collected_at" timestamp with time zone NOT NULL,
	"computed_at" timestamp with time zone NOT NULL,
	"paths" integer NOT NULL,
	"gained" integer NOT NULL,
	"lost" integer NOT NULL,
	"problem" text,
	CONSTRAINT "privilege_path_runs_org_id_repo_id_upload_pk" PRIMARY KEY("org_id","repo_id","upload")
);
--> statement-breakpoint
CREATE TABLE "privilege_path_sets" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"id" integer NOT NULL,
	"hash" "bytea" NOT NULL,
	"members" text[] NOT NULL,
	CONSTRAINT "privilege_path_sets_org_id_repo_id_id_pk" PRIMARY KEY("org_id","repo_id","id")
);
--> statement-breakpoint
CREATE TABLE "privilege_paths" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"id" integer NOT NULL,
	"key" text NOT NULL,
	"pattern" text NOT NULL,
	"severity" text NOT NULL,
	"certainty" text NOT NULL,
	"rank" smallint NOT NULL,
	"target_kind" text NOT NULL,
	"target_id" text NOT NULL,
	"target_name" text NOT NULL,
	"target_repository" text,
	"because" text NOT NULL,
	"alone_count" integer NOT NULL,
	"helped_count" integer NOT NULL,
	"owners_only" boolean NOT NULL,
	"alone_set" integer NOT NULL,
	"helped_set" integer NOT NULL,
	"detail" jsonb NOT NULL,
	"cut" jsonb,
	"hash" "bytea" NOT NULL,
	"since" integer NOT NULL,
	"since_at" timestamp with time zone NOT NULL,
	"until" integer,
	"until_at" timestamp with time zone,
	"unread_since" integer,
	CONSTRAINT "privilege_paths_org_id_repo_id_id_pk" PRIMARY KEY("org_id","repo_id","id")
);
--> statement-breakpoint
ALTER TABLE "privilege_path_changes" ADD CONSTRAINT "privilege_path_changes_of" FOREIGN KEY ("org_id","repo_id","path") REFERENCES "public"."privilege_paths"("org_id","repo_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "privilege_path_runs" ADD CONSTRAINT "privilege_path_runs_repo" FOREIGN KEY ("org_id","repo_id") REFERENCES "public"."repositories"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "privilege_path_sets" ADD CONSTRAINT "privilege_path_sets_repo" FOREIGN KEY ("org_id","repo_id") REFERENCES "public"."repositories"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "privilege_paths" ADD CONSTRAINT "privilege_paths_repo" FOREIGN KEY ("org_id","repo_id") REFERENCES "public"."repositories"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "privilege_path_changes_at" ON "privilege_path_changes" USING btree ("org_id","at","repo_id","id");--> statement-breakpoint
CREATE INDEX "privilege_path_changes_path" ON "privilege_path_changes" USING btree ("org_id","repo_id","path","id");--> statement-breakpoint
CREATE UNIQUE INDEX "privilege_path_sets_hash" ON "privilege_path_sets" USING btree ("org_id","repo_id","hash");--> statement-breakpoint
CREATE INDEX "privilege_path_sets_members" ON "privilege_path_sets" USING gin ("members");--> statement-breakpoint
CREATE UNIQUE INDEX "privilege_paths_open" ON "privilege_paths" USING btree ("org_id","repo_id","key") WHERE until is null;--> statement-breakpoint
CREATE INDEX "privilege_paths_rank" ON "privilege_paths" USING btree ("org_id","rank","repo_id","id") WHERE until is null;--> statement-breakpoint
CREATE INDEX "privilege_paths_closed" ON "privilege_paths" USING btree ("org_id","rank","repo_id","id") WHERE until is not null;--> statement-breakpoint
CREATE INDEX "privilege_paths_alone" ON "privilege_paths" USING btree ("org_id","repo_id","alone_set");--> statement-breakpoint
CREATE INDEX "privilege_paths_helped" ON "privilege_paths" USING btree ("org_id","repo_id","helped_set");--> statement-breakpoint
CREATE INDEX "privilege_paths_target" ON "privilege_paths" USING btree ("org_id","target_id","repo_id","id");