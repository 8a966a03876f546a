ALTER TABLE "repository_state" DROP COLUMN "waterfall";--> statement-breakpoint
ALTER TABLE "repository_state" DROP COLUMN "categories";--> statement-breakpoint
ALTER TABLE "repository_state" DROP COLUMN "coverage_gains";