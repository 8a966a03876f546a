CREATE TABLE "access_review_documents" (
	"org_id" integer NOT NULL,
	"review" integer NOT NULL,
	"content" "bytea" NOT NULL,
	"sha256" "bytea" NOT NULL,
	"bytes" "bytea" NOT NULL,
	"drawn_at" timestamp with time zone NOT NULL,
	CONSTRAINT "access_review_documents_pk" PRIMARY KEY("org_id","review")
);
--> statement-breakpoint
ALTER TABLE "access_review_items" ADD COLUMN "members" integer[];--> statement-breakpoint
ALTER TABLE "access_review_items" ADD COLUMN "members_known" boolean;--> statement-breakpoint
ALTER TABLE "access_review_documents" ADD CONSTRAINT "access_review_documents_review" FOREIGN KEY ("org_id","review") REFERENCES "public"."access_reviews"("org_id","id") ON DELETE cascade ON UPDATE no action;