CREATE TABLE "sign_in_failures" (
	"address" "bytea" NOT NULL,
	"source" text NOT NULL,
	"failures" integer NOT NULL,
	"since" timestamp with time zone NOT NULL,
	CONSTRAINT "sign_in_failures_address_source_pk" PRIMARY KEY("address","source")
);
--> statement-breakpoint
CREATE INDEX "sign_in_failures_since" ON "sign_in_failures" USING btree ("since");