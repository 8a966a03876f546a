CREATE TABLE "former_names" (
	"org_id" integer NOT NULL,
	"slug" text NOT NULL,
	"full_name" text NOT NULL,
	"repo_id" integer NOT NULL,
	"until" timestamp with time zone NOT NULL,
	CONSTRAINT "former_names_org_id_slug_pk" PRIMARY KEY("org_id","slug")
);
--> statement-breakpoint
ALTER TABLE "former_names" ADD CONSTRAINT "former_names_repo" FOREIGN KEY ("org_id","repo_id") REFERENCES "public"."repositories"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "former_names_repository" ON "former_names" USING btree ("org_id","repo_id");