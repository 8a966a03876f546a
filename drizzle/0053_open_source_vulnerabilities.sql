CREATE TABLE "osv_records" (
	"org_id" integer NOT NULL,
	"id" text NOT NULL,
	"modified" timestamp with time zone NOT NULL,
	"withdrawn" boolean NOT NULL,
	"names" text[] NOT NULL,
	"affected" jsonb,
	"severity" smallint,
	"changed_by" integer NOT NULL,
	CONSTRAINT "osv_records_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
ALTER TABLE "feed_loads" ADD COLUMN "older" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "findings" ADD COLUMN "fixed_versions" text[];--> statement-breakpoint
ALTER TABLE "osv_records" ADD CONSTRAINT "osv_records_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "osv_records_changed" ON "osv_records" USING btree ("org_id","changed_by","id");--> statement-breakpoint
CREATE INDEX "advisory_names_malicious" ON "advisory_names" USING btree ("org_id","canonical") WHERE left(name, 4) = 'MAL-';