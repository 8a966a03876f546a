CREATE TABLE "workers" (
	"id" text PRIMARY KEY NOT NULL,
	"seen_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "upload_parts" ADD COLUMN "closing" integer;--> statement-breakpoint
ALTER TABLE "upload_parts" ADD COLUMN "closing_first" integer[];--> statement-breakpoint
CREATE INDEX "uploads_scanner" ON "uploads" USING btree ("org_id","scanner","received_at","repo_id","number");--> statement-breakpoint
CREATE INDEX "uploads_credential" ON "uploads" USING btree ("org_id","credential_name","received_at","repo_id","number");