CREATE TABLE "exploitation" (
	"org_id" integer NOT NULL,
	"advisory" text NOT NULL,
	"epss" real,
	"percentile" real,
	"kev_added_on" date,
	"kev_due_on" date,
	"kev_ransomware" boolean NOT NULL,
	"changed_by" integer NOT NULL,
	CONSTRAINT "exploitation_org_id_advisory_pk" PRIMARY KEY("org_id","advisory")
);
--> statement-breakpoint
CREATE TABLE "feed_loads" (
	"org_id" integer NOT NULL,
	"id" integer GENERATED ALWAYS AS IDENTITY (sequence name "feed_loads_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"way" text NOT NULL,
	"source" text,
	"user_id" integer,
	"by_token" text,
	"forced" boolean NOT NULL,
	"blob" text,
	"bytes" bigint NOT NULL,
	"sha256" "bytea" NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"data_at" timestamp with time zone,
	"rows" integer NOT NULL,
	"changed" integer NOT NULL,
	"invalid" integer NOT NULL,
	"invalid_rows" jsonb NOT NULL,
	"reason" text,
	CONSTRAINT "feed_loads_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "feed_sources" (
	"org_id" integer NOT NULL,
	"kind" text NOT NULL,
	"address" "bytea" NOT NULL,
	"host" text NOT NULL,
	"etag" text,
	"last_modified" text,
	"next_at" timestamp with time zone NOT NULL,
	"asked_at" timestamp with time zone,
	"failures" integer NOT NULL,
	"error" text,
	CONSTRAINT "feed_sources_org_id_kind_pk" PRIMARY KEY("org_id","kind")
);
--> statement-breakpoint
ALTER TABLE "exploitation" ADD CONSTRAINT "exploitation_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feed_loads" ADD CONSTRAINT "feed_loads_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feed_sources" ADD CONSTRAINT "feed_sources_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "exploitation_changed" ON "exploitation" USING btree ("org_id","changed_by");--> statement-breakpoint
CREATE INDEX "feed_loads_kind" ON "feed_loads" USING btree ("org_id","kind","id");--> statement-breakpoint
CREATE INDEX "feed_loads_blob" ON "feed_loads" USING btree ("blob") WHERE blob is not null;--> statement-breakpoint
CREATE INDEX "feed_sources_next" ON "feed_sources" USING btree ("next_at");