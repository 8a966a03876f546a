/** Names are learned under a lock that imports wait for: so long a batch may take, by what the one before it took. */
const MOST_MS = 250;
export const FIRST_BATCH = 50;
const MOST = 500;

/** How many groups of names the next batch should have: half as many after a slow one, twice as many after a quick one. */
export function nextBatch(size: number, took: number): number {
  if (took > MOST_MS) return Math.max(1, Math.floor(size / 2));
  return took * 2 < MOST_MS ? Math.min(MOST, size * 2) : size;
}
