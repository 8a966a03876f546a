CREATE TABLE "counters" (
	"series" text PRIMARY KEY NOT NULL,
	"value" double precision NOT NULL
);
