CREATE UNLOGGED TABLE "delivery_rates" (
	"org_id" integer NOT NULL,
	"sender" text NOT NULL,
	"used" double precision NOT NULL,
	"waiting" double precision NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"under_way" jsonb NOT NULL,
	"stored_bytes" bigint,
	CONSTRAINT "delivery_rates_org_id_sender_pk" PRIMARY KEY("org_id","sender")
);
--> statement-breakpoint
ALTER TABLE "delivery_rates" ADD CONSTRAINT "delivery_rates_org" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;