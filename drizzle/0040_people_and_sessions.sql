CREATE TABLE "seen_groups" (
	"org_id" integer NOT NULL,
	"provider" text NOT NULL,
	"group_name" text NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "seen_groups_org_id_provider_group_name_pk" PRIMARY KEY("org_id","provider","group_name")
);
--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "second_step" text;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "wanted_email_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "seen_groups" ADD CONSTRAINT "seen_groups_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "tokens_maker" ON "tokens" USING btree ("org_id","created_by");--> statement-breakpoint
CREATE INDEX "users_name" ON "users" USING btree ("org_id",lower(name),"id") WHERE removed_at is null;--> statement-breakpoint
CREATE INDEX "users_wanted" ON "users" USING btree ("org_id","id") WHERE wanted_email is not null;