import type { Transaction } from '#db/client.ts';
import { findSpots } from '#db/queries/findings-write.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import type { Difference, StreamDiff } from '#lib/domain/stream/diff.ts';
import { pairSameSpots } from '#lib/domain/stream/same-spot.ts';
import type { Incoming } from './import.ts';
import { type RecordFile, recordOf } from './record-file.ts';

/**
 * Takes out of a difference what is no change at all: a stream whose scanner now writes another format (or says more in
 * it) loses and gains the same findings under other keys. Looked at only where most of a stream seems to go.
 */
export async function knowAgain(
  at: { tx: Transaction; scope: RepositoryScope; records: RecordFile },
  diff: StreamDiff,
  incoming: readonly Incoming[],
): Promise<Difference> {
  const kept = diff.unchanged + diff.changed.length + diff.moved.length;
  const { appeared, vanished } = diff;
  if (appeared.length === 0 || vanished.length === 0 || vanished.length < kept) return { ...diff, rekeyed: [] };
  const lost = await findSpots(at.tx, at.scope, vanished);
  const gained = appeared.flatMap((item, index) => {
    const found = incoming[item.index];
    if (!found) return [];
    const { ruleId, path, line } = recordOf(at.records, found);
    return [{ index, ruleId, path, line }];
  });
  const pairs = pairSameSpots(lost, gained, kept);
  if (pairs.length === 0) return { ...diff, rekeyed: [] };
  const numbers = new Set(pairs.map((pair) => pair.number));
  const indexes = new Set(pairs.map((pair) => pair.index));
  return {
    ...diff,
    appeared: appeared.filter((_, index) => !indexes.has(index)),
    vanished: vanished.filter((number) => !numbers.has(number)),
    rekeyed: pairs.flatMap(({ number, index }) => {
      const item = appeared[index];
      return item ? [{ number, incoming: item }] : [];
    }),
  };
}
