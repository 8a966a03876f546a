/**
 * Whether a newer report of the same stream has taken effect already. Times are those of the run itself; at the same
 * time the later arrival counts, even when the earlier one was worked on last: a re-run of one commit is no older than
 * what it repeats.
 */
export function isSuperseded(
  upload: { number: number; orderAt: Date },
  stream: { highWaterAt: Date | null; currentUpload: number | null },
): boolean {
  if (stream.highWaterAt === null) return false;
  const later = upload.orderAt.getTime() - stream.highWaterAt.getTime();
  return later < 0 || (later === 0 && stream.currentUpload !== null && upload.number < stream.currentUpload);
}
