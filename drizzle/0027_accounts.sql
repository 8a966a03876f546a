CREATE TABLE "accounts" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "accounts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"email" text NOT NULL,
	"password_hash" text,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "sessions" DROP CONSTRAINT "sessions_user_id_users_id_fk";
--> statement-breakpoint
DROP INDEX "sessions_user";--> statement-breakpoint
DROP INDEX "users_email";--> statement-breakpoint
ALTER TABLE "sessions" ALTER COLUMN "user_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "account_id" integer;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "device" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "network" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "last_used_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "setup_codes" ADD COLUMN "account_id" integer;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "account_id" integer;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "wanted_email" text;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "enabled_at" timestamp with time zone;--> statement-breakpoint
-- An account takes the number of its person: cookies of sessions that go on hold that number.
INSERT INTO "accounts" ("id", "email", "password_hash", "created_at") OVERRIDING SYSTEM VALUE
SELECT "id", "email", "password_hash", "created_at" FROM "users" WHERE "password_hash" IS NOT NULL AND "removed_at" IS NULL;
--> statement-breakpoint
SELECT setval(pg_get_serial_sequence('accounts', 'id'), (SELECT coalesce(max("id"), 0) + 1 FROM "accounts"), false);
--> statement-breakpoint
UPDATE "users" u SET "account_id" = a."id" FROM "accounts" a WHERE a."id" = u."id";
--> statement-breakpoint
DELETE FROM "sessions" s WHERE NOT EXISTS (SELECT 1 FROM "accounts" a WHERE a."id" = s."user_id");
--> statement-breakpoint
UPDATE "sessions" SET "account_id" = "user_id";
--> statement-breakpoint
ALTER TABLE "sessions" ALTER COLUMN "account_id" SET NOT NULL;
--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_email" ON "accounts" USING btree ("email");--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "setup_codes" ADD CONSTRAINT "setup_codes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sessions_account" ON "sessions" USING btree ("account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "users_account" ON "users" USING btree ("account_id","org_id");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email" ON "users" USING btree ("org_id","email");--> statement-breakpoint
ALTER TABLE "sessions" DROP COLUMN "org_id";--> statement-breakpoint
ALTER TABLE "users" DROP COLUMN "password_hash";