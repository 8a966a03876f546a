CREATE TABLE "inventory_mappings" (
	"org_id" integer NOT NULL,
	"source" text NOT NULL,
	"mapping" jsonb NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "inventory_mappings_org_id_source_pk" PRIMARY KEY("org_id","source")
);
--> statement-breakpoint
CREATE TABLE "privilege_erasures" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"principal" integer NOT NULL,
	"kind" text NOT NULL,
	"names" text[] NOT NULL,
	"external_ids" text[] NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"gone_upload" integer,
	CONSTRAINT "privilege_erasures_pk" PRIMARY KEY("org_id","repo_id","principal")
);
--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "keep_privileges_days" integer;--> statement-breakpoint
ALTER TABLE "privilege_changes" ADD COLUMN "cause" integer;--> statement-breakpoint
ALTER TABLE "privilege_changes" ADD COLUMN "follows" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "privilege_snapshots" ADD COLUMN "removed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "inventory_mappings" ADD CONSTRAINT "inventory_mappings_org" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "privilege_erasures" ADD CONSTRAINT "privilege_erasures_repo" FOREIGN KEY ("org_id","repo_id") REFERENCES "public"."repositories"("org_id","id") ON DELETE cascade ON UPDATE no action;