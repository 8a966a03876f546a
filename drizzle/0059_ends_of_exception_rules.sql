ALTER TABLE "exception_rules" ADD COLUMN "ends_moved" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "exceptions" ADD COLUMN "own_end" boolean DEFAULT false NOT NULL;