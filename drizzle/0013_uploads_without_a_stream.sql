DROP INDEX "uploads_stream";--> statement-breakpoint
ALTER TABLE "uploads" DROP COLUMN "stream_id";