/**
 * Whether a newer report of the same stream has already been applied. Times are those of the run itself; at the same
 * time the later arrival counts, since a re-run of one commit is no older than what it repeats.
 */
export function isSuperseded(reportTime: Date, highWater: Date | null): boolean {
  return highWater !== null && reportTime.getTime() < highWater.getTime();
}
