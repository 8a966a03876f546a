ALTER TABLE "repositories" ADD COLUMN "code_host" text;--> statement-breakpoint
ALTER TABLE "repositories" ADD COLUMN "code_url" text;