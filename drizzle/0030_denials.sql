CREATE UNLOGGED TABLE "denials" (
	"org_id" integer NOT NULL,
	"actor" text NOT NULL,
	"permission" text NOT NULL,
	"requests" integer NOT NULL,
	"since" timestamp with time zone NOT NULL,
	CONSTRAINT "denials_org_id_actor_permission_pk" PRIMARY KEY("org_id","actor","permission")
);
--> statement-breakpoint
ALTER TABLE "denials" ADD CONSTRAINT "denials_org" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;