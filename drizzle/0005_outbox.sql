CREATE TABLE "outbox" (
	"transaction" bigint NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"org_id" integer NOT NULL,
	"repo_id" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"kind" text NOT NULL,
	"upload" integer NOT NULL,
	"user_id" integer,
	"detail" jsonb NOT NULL,
	CONSTRAINT "outbox_transaction_id_pk" PRIMARY KEY("transaction","id")
);
--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_repo" FOREIGN KEY ("org_id","repo_id") REFERENCES "public"."repositories"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "outbox_at" ON "outbox" USING btree ("at");--> statement-breakpoint
CREATE INDEX "outbox_repository" ON "outbox" USING btree ("org_id","repo_id");