ALTER TABLE "sightings" DROP CONSTRAINT "sightings_stream";
