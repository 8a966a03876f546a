CREATE TABLE "comments" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"number" integer NOT NULL,
	"finding_number" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"author_id" integer,
	"author_kind" text NOT NULL,
	"author_name" text NOT NULL,
	"body" text NOT NULL,
	"mentions" integer[] NOT NULL,
	"edited_at" timestamp with time zone,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "comments_pk" PRIMARY KEY("org_id","repo_id","number")
);
--> statement-breakpoint
CREATE TABLE "finding_tags" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"finding_number" integer NOT NULL,
	"tag" text NOT NULL,
	"tagged_at" timestamp with time zone NOT NULL,
	CONSTRAINT "finding_tags_pk" PRIMARY KEY("org_id","repo_id","finding_number","tag")
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"finding_number" integer NOT NULL,
	"user_id" integer NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	CONSTRAINT "notices_pk" PRIMARY KEY("org_id","repo_id","finding_number","user_id")
);
--> statement-breakpoint
CREATE TABLE "severity_overrides" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"finding_number" integer NOT NULL,
	"severity" smallint NOT NULL,
	"reason" text NOT NULL,
	"set_at" timestamp with time zone NOT NULL,
	"set_by" integer,
	"setter_kind" text NOT NULL,
	"setter_name" text NOT NULL,
	CONSTRAINT "severity_overrides_pk" PRIMARY KEY("org_id","repo_id","finding_number")
);
--> statement-breakpoint
CREATE TABLE "watches" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"finding_number" integer NOT NULL,
	"user_id" integer NOT NULL,
	"watching" boolean NOT NULL,
	"since" timestamp with time zone NOT NULL,
	CONSTRAINT "watches_pk" PRIMARY KEY("org_id","repo_id","finding_number","user_id")
);
--> statement-breakpoint
ALTER TABLE "mail_preferences" ADD COLUMN "watched" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_finding_fk" FOREIGN KEY ("org_id","repo_id","finding_number") REFERENCES "public"."findings"("org_id","repo_id","number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "finding_tags" ADD CONSTRAINT "finding_tags_finding" FOREIGN KEY ("org_id","repo_id","finding_number") REFERENCES "public"."findings"("org_id","repo_id","number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_finding" FOREIGN KEY ("org_id","repo_id","finding_number") REFERENCES "public"."findings"("org_id","repo_id","number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "severity_overrides" ADD CONSTRAINT "severity_overrides_finding" FOREIGN KEY ("org_id","repo_id","finding_number") REFERENCES "public"."findings"("org_id","repo_id","number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "watches" ADD CONSTRAINT "watches_finding" FOREIGN KEY ("org_id","repo_id","finding_number") REFERENCES "public"."findings"("org_id","repo_id","number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "comments_finding" ON "comments" USING btree ("org_id","repo_id","finding_number","number");--> statement-breakpoint
CREATE INDEX "comments_author" ON "comments" USING btree ("org_id","author_id");--> statement-breakpoint
CREATE INDEX "finding_tags_tag" ON "finding_tags" USING btree ("org_id","tag","repo_id","finding_number");--> statement-breakpoint
CREATE INDEX "notices_due" ON "notices" USING btree ("org_id","due_at");--> statement-breakpoint
CREATE INDEX "severity_overrides_person" ON "severity_overrides" USING btree ("org_id","set_by");--> statement-breakpoint
CREATE INDEX "watches_person" ON "watches" USING btree ("org_id","user_id","repo_id","finding_number");