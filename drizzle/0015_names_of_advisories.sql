CREATE TABLE "finding_redirects" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"number" integer NOT NULL,
	"target" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "finding_redirects_org_id_repo_id_number_pk" PRIMARY KEY("org_id","repo_id","number")
);
--> statement-breakpoint
CREATE TABLE "advisory_names" (
	"org_id" integer NOT NULL,
	"name" text NOT NULL,
	"canonical" text NOT NULL,
	"epoch" integer NOT NULL,
	CONSTRAINT "advisory_names_org_id_name_pk" PRIMARY KEY("org_id","name")
);
--> statement-breakpoint
DROP INDEX "findings_advisory";--> statement-breakpoint
ALTER TABLE "repository_state" ADD COLUMN "names_epoch" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "finding_redirects" ADD CONSTRAINT "finding_redirects_repo" FOREIGN KEY ("org_id","repo_id") REFERENCES "public"."repositories"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "advisory_names" ADD CONSTRAINT "advisory_names_org" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "finding_redirects_target" ON "finding_redirects" USING btree ("org_id","repo_id","target");--> statement-breakpoint
CREATE INDEX "advisory_names_canonical" ON "advisory_names" USING btree ("org_id","canonical");--> statement-breakpoint
CREATE INDEX "advisory_names_epoch" ON "advisory_names" USING btree ("org_id","epoch");--> statement-breakpoint
CREATE INDEX "findings_advisory" ON "findings" USING btree ("org_id","advisory","repo_id") WHERE advisory is not null;