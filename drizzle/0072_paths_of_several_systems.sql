ALTER TABLE "privilege_path_runs" ADD COLUMN "inputs" jsonb;--> statement-breakpoint
ALTER TABLE "privilege_paths" ADD COLUMN "target_system" integer;