CREATE TABLE "event_batches" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"channel" text NOT NULL,
	"sha256" "bytea" NOT NULL,
	"ack" integer NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	CONSTRAINT "event_batches_org_id_repo_id_channel_sha256_pk" PRIMARY KEY("org_id","repo_id","channel","sha256")
);
--> statement-breakpoint
CREATE TABLE "event_streams" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"received" integer NOT NULL,
	"gathered" integer NOT NULL,
	"last_received_at" timestamp with time zone NOT NULL,
	"token_id" integer,
	"credential_name" text NOT NULL,
	CONSTRAINT "event_streams_org_id_repo_id_pk" PRIMARY KEY("org_id","repo_id")
);
--> statement-breakpoint
CREATE TABLE "event_tallies" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"day" timestamp with time zone NOT NULL,
	"key" "bytea" NOT NULL,
	"fact" jsonb NOT NULL,
	"count" integer NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	CONSTRAINT "event_tallies_org_id_repo_id_day_key_pk" PRIMARY KEY("org_id","repo_id","day","key")
);
--> statement-breakpoint
ALTER TABLE "event_batches" ADD CONSTRAINT "event_batches_repo" FOREIGN KEY ("org_id","repo_id") REFERENCES "public"."repositories"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_streams" ADD CONSTRAINT "event_streams_repo" FOREIGN KEY ("org_id","repo_id") REFERENCES "public"."repositories"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_tallies" ADD CONSTRAINT "event_tallies_repo" FOREIGN KEY ("org_id","repo_id") REFERENCES "public"."repositories"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "event_batches_ack" ON "event_batches" USING btree ("org_id","repo_id","channel","ack");--> statement-breakpoint
CREATE INDEX "event_batches_received" ON "event_batches" USING btree ("org_id","repo_id","received_at");