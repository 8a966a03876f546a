CREATE TABLE "upload_parts" (
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"upload" integer NOT NULL,
	"stream_id" integer NOT NULL,
	"scanner_version" text,
	"gaps" jsonb NOT NULL,
	"kept_open" integer NOT NULL,
	CONSTRAINT "upload_parts_pk" PRIMARY KEY("org_id","repo_id","upload","stream_id")
);
--> statement-breakpoint
ALTER TABLE "uploads" ADD COLUMN "complete_said" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "upload_parts" ADD CONSTRAINT "upload_parts_upload" FOREIGN KEY ("org_id","repo_id","upload") REFERENCES "public"."uploads"("org_id","repo_id","number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "upload_parts_stream" ON "upload_parts" USING btree ("org_id","repo_id","stream_id","upload");--> statement-breakpoint
-- Until now a report fed one stream. Its reasons for closing nothing are gaps in everything.
INSERT INTO "upload_parts" ("org_id", "repo_id", "upload", "stream_id", "scanner_version", "gaps", "kept_open")
SELECT "org_id", "repo_id", "number", "stream_id", "scanner_version",
  (SELECT coalesce(jsonb_agg(jsonb_build_object('scope', 'everything', 'reason', reason, 'keptOpen', 0, 'findings', '[]'::jsonb)), '[]') FROM unnest("incomplete") reason), 0
FROM "uploads" WHERE "stream_id" IS NOT NULL;
