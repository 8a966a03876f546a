import type { DescribedSighting } from '#db/queries/rebase.ts';
import type { StreamName } from '#lib/domain/stream/assign-parts.ts';
import type { IncomingFinding } from '#lib/domain/stream/move.ts';
import { type Described, pairReadings } from '#lib/domain/stream/pair-readings.ts';

/** A finding of the new reading, with its part. */
export type Fresh = Described & { part: number; incoming: IncomingFinding };

export interface Pair {
  was: DescribedSighting;
  now: Fresh;
}

/**
 * Pairs what streams hold with what the new reading found: first each stream with the part of its name, then what is in
 * streams and parts whose names have no other half. `others`: streams that go on from other reports.
 */
export function pairParts(
  { before, after }: { before: readonly DescribedSighting[]; after: readonly Fresh[] },
  parts: readonly StreamName[],
  current: readonly (StreamName & { id: number })[],
  others: readonly StreamName[],
): Pair[] {
  const sightings = Map.groupBy(before, (was) => was.streamId);
  const fresh = Map.groupBy(after, (now) => now.part);
  const pairs: Pair[] = [];
  const alone = new Set(current.map((stream) => stream.id));
  const unnamed: Fresh[] = [];
  for (const [place, part] of parts.entries()) {
    const isNamed = (stream: StreamName): boolean => stream.scanner === part.scanner && stream.label === part.label;
    const own = current.find(isNamed);
    const found = fresh.get(place) ?? [];
    if (own !== undefined) {
      alone.delete(own.id);
      pairs.push(...pairsOf(sightings.get(own.id) ?? [], found));
    } else if (!others.some(isNamed)) unnamed.push(...found);
  }
  const left = before.filter((was) => alone.has(was.streamId));
  return [...pairs, ...pairsOf(left, unnamed)];
}

function pairsOf(before: readonly DescribedSighting[], after: readonly Fresh[]): Pair[] {
  return pairReadings(before, after).flatMap((pair) => {
    const [was, now] = [before[pair.before], after[pair.after]];
    return was && now ? [{ was, now }] : [];
  });
}
