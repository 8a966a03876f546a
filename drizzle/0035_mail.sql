CREATE TABLE "mail_preferences" (
	"org_id" integer NOT NULL,
	"user_id" integer NOT NULL,
	"weekly" boolean,
	"weekly_since" timestamp with time zone,
	"organization" boolean DEFAULT true NOT NULL,
	"teams" integer[] DEFAULT '{}' NOT NULL,
	"minimal" boolean DEFAULT false NOT NULL,
	"weekday" smallint,
	"hour" smallint,
	"time_zone" text,
	"all_clear" boolean DEFAULT true NOT NULL,
	"address_failed_at" timestamp with time zone,
	"address_failed_reason" text,
	CONSTRAINT "mail_preferences_org_id_user_id_pk" PRIMARY KEY("org_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "mail_settings" (
	"org_id" integer PRIMARY KEY NOT NULL,
	"time_zone" text NOT NULL,
	"weekday" smallint NOT NULL,
	"hour" smallint NOT NULL,
	"roles" text[] NOT NULL,
	"since" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mails" (
	"org_id" integer NOT NULL,
	"id" integer GENERATED ALWAYS AS IDENTITY (sequence name "mails_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"user_id" integer NOT NULL,
	"address" text NOT NULL,
	"subject" text NOT NULL,
	"html" text NOT NULL,
	"text" text NOT NULL,
	"message_id" text NOT NULL,
	"headers" jsonb NOT NULL,
	"repositories" integer[],
	"state" text NOT NULL,
	"attempts" integer NOT NULL,
	"next_at" timestamp with time zone,
	"last_answer" text,
	"created_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	CONSTRAINT "mails_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
ALTER TABLE "mail_preferences" ADD CONSTRAINT "mail_preferences_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_preferences" ADD CONSTRAINT "mail_preferences_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_settings" ADD CONSTRAINT "mail_settings_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mail_preferences_failed" ON "mail_preferences" USING btree ("org_id","address_failed_at") WHERE address_failed_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "mails_key" ON "mails" USING btree ("org_id","key");--> statement-breakpoint
CREATE INDEX "mails_user" ON "mails" USING btree ("org_id","user_id","id");--> statement-breakpoint
CREATE INDEX "mails_state" ON "mails" USING btree ("org_id","state","id");--> statement-breakpoint
CREATE INDEX "mails_kind" ON "mails" USING btree ("org_id","kind","id");--> statement-breakpoint
CREATE INDEX "mails_due" ON "mails" USING btree ("org_id","next_at") WHERE state in ('waiting', 'sending');