CREATE TABLE "statement_documents" (
	"org_id" integer NOT NULL,
	"id" integer GENERATED ALWAYS AS IDENTITY (sequence name "statement_documents_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"format" text NOT NULL,
	"version" text NOT NULL,
	"author" text NOT NULL,
	"role" text,
	"stated_at" timestamp with time zone NOT NULL,
	"loaded_at" timestamp with time zone NOT NULL,
	"loaded_by" integer,
	"loader_kind" text NOT NULL,
	"loader_name" text NOT NULL,
	"source" text,
	"sha256" "bytea" NOT NULL,
	"statements" integer NOT NULL,
	"skipped" integer NOT NULL,
	"skipped_items" jsonb NOT NULL,
	"withdrawn_at" timestamp with time zone,
	"withdrawn_by" text,
	CONSTRAINT "statement_documents_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "statement_names" (
	"org_id" integer NOT NULL,
	"document" integer NOT NULL,
	"statement" integer NOT NULL,
	"name" text NOT NULL,
	"advisory" text NOT NULL,
	CONSTRAINT "statement_names_org_id_document_statement_name_pk" PRIMARY KEY("org_id","document","statement","name")
);
--> statement-breakpoint
CREATE TABLE "statement_products" (
	"org_id" integer NOT NULL,
	"document" integer NOT NULL,
	"statement" integer NOT NULL,
	"number" integer NOT NULL,
	"package_key" text,
	"version" text,
	"bound" boolean NOT NULL,
	"repository" text,
	"image" text,
	"narrow" boolean NOT NULL,
	CONSTRAINT "statement_products_org_id_document_statement_number_pk" PRIMARY KEY("org_id","document","statement","number")
);
--> statement-breakpoint
CREATE TABLE "statements" (
	"org_id" integer NOT NULL,
	"document" integer NOT NULL,
	"number" integer NOT NULL,
	"position" text NOT NULL,
	"status" text NOT NULL,
	"justification" text,
	"impact" text,
	"action" text,
	"stated_at" timestamp with time zone NOT NULL,
	"product_count" integer NOT NULL,
	"products" text[] NOT NULL,
	CONSTRAINT "statements_org_id_document_number_pk" PRIMARY KEY("org_id","document","number")
);
--> statement-breakpoint
ALTER TABLE "decision_policies" ADD COLUMN "trusted_authors" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "exceptions" ADD COLUMN "statement_document" integer;--> statement-breakpoint
ALTER TABLE "statement_documents" ADD CONSTRAINT "statement_documents_org" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statement_names" ADD CONSTRAINT "statement_names_document" FOREIGN KEY ("org_id","document") REFERENCES "public"."statement_documents"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statement_products" ADD CONSTRAINT "statement_products_document" FOREIGN KEY ("org_id","document") REFERENCES "public"."statement_documents"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statements" ADD CONSTRAINT "statements_document" FOREIGN KEY ("org_id","document") REFERENCES "public"."statement_documents"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "statement_documents_name" ON "statement_documents" USING btree ("org_id","name");--> statement-breakpoint
CREATE INDEX "statement_documents_author" ON "statement_documents" USING btree ("org_id","author");--> statement-breakpoint
CREATE INDEX "statement_names_advisory" ON "statement_names" USING btree ("org_id","advisory","document","statement");--> statement-breakpoint
CREATE INDEX "statement_names_name" ON "statement_names" USING btree ("org_id","name");--> statement-breakpoint
CREATE INDEX "statements_status" ON "statements" USING btree ("org_id","status","document","number");--> statement-breakpoint
CREATE INDEX "exceptions_statement" ON "exceptions" USING btree ("org_id","statement_document","state","repo_id","number") WHERE statement_document is not null;