CREATE TABLE "alert_readers" (
	"org_id" integer NOT NULL,
	"user_id" integer NOT NULL,
	"transaction" bigint NOT NULL,
	"entry" bigint NOT NULL,
	"next_at" timestamp with time zone,
	"sent" integer NOT NULL,
	CONSTRAINT "alert_readers_org_id_user_id_pk" PRIMARY KEY("org_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"org_id" integer NOT NULL,
	"sink_id" integer NOT NULL,
	"id" integer GENERATED ALWAYS AS IDENTITY (sequence name "deliveries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"message_id" text NOT NULL,
	"events" text[] NOT NULL,
	"event_at" timestamp with time zone NOT NULL,
	"body" text NOT NULL,
	"state" text NOT NULL,
	"replayed" boolean DEFAULT false NOT NULL,
	"attempts" integer NOT NULL,
	"attempted_at" timestamp with time zone,
	"answer_status" smallint,
	"answer" text,
	"created_at" timestamp with time zone NOT NULL,
	"delivered_at" timestamp with time zone,
	CONSTRAINT "deliveries_org_id_sink_id_id_pk" PRIMARY KEY("org_id","sink_id","id")
);
--> statement-breakpoint
CREATE TABLE "person_alerts" (
	"org_id" integer NOT NULL,
	"user_id" integer NOT NULL,
	"kinds" text[] NOT NULL,
	"score_drop" integer NOT NULL,
	"quiet_from" smallint,
	"quiet_to" smallint,
	CONSTRAINT "person_alerts_org_id_user_id_pk" PRIMARY KEY("org_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "sinks" (
	"org_id" integer NOT NULL,
	"id" integer GENERATED ALWAYS AS IDENTITY (sequence name "sinks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"address" "bytea" NOT NULL,
	"host" text NOT NULL,
	"secrets" "bytea",
	"former_secret_ends_at" timestamp with time zone,
	"events" text[] NOT NULL,
	"score_drop" integer NOT NULL,
	"state" text NOT NULL,
	"transaction" bigint NOT NULL,
	"entry" bigint NOT NULL,
	"failures" integer NOT NULL,
	"failing_since" timestamp with time zone,
	"next_at" timestamp with time zone,
	"claim" text,
	"claimed_until" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sinks_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "team_alerts" (
	"org_id" integer NOT NULL,
	"team_id" integer NOT NULL,
	"kinds" text[] NOT NULL,
	"score_drop" integer NOT NULL,
	CONSTRAINT "team_alerts_org_id_team_id_pk" PRIMARY KEY("org_id","team_id")
);
--> statement-breakpoint
ALTER TABLE "alert_readers" ADD CONSTRAINT "alert_readers_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_readers" ADD CONSTRAINT "alert_readers_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_sink" FOREIGN KEY ("org_id","sink_id") REFERENCES "public"."sinks"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_alerts" ADD CONSTRAINT "person_alerts_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_alerts" ADD CONSTRAINT "person_alerts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sinks" ADD CONSTRAINT "sinks_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_alerts" ADD CONSTRAINT "team_alerts_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_alerts" ADD CONSTRAINT "team_alerts_team" FOREIGN KEY ("org_id","team_id") REFERENCES "public"."teams"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "deliveries_message" ON "deliveries" USING btree ("org_id","sink_id","message_id");--> statement-breakpoint
CREATE INDEX "deliveries_waiting" ON "deliveries" USING btree ("org_id","sink_id","id") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "deliveries_old" ON "deliveries" USING btree ("org_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "sinks_name" ON "sinks" USING btree ("org_id","name");