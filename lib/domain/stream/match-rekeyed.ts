import type { KnownFinding } from '#lib/domain/finding/known-finding.ts';
import type { Difference, StreamDiff } from './diff.ts';
import { pairSameSpots } from './same-spot.ts';

/** Whether most of a stream vanishes while others appear: only then a change of the report's format is looked for. */
export function looksRekeyed({ appeared, vanished, unchanged, changed, moved }: StreamDiff): boolean {
  const kept = unchanged + changed.length + moved.length;
  return appeared.length > 0 && vanished.length > 0 && vanished.length >= kept;
}

/**
 * Matches vanished findings with appeared ones that are the same under another key, because the scanner now writes
 * another format or more detail. `lost`: the vanished findings.
 */
export function matchRekeyed(diff: StreamDiff, lost: readonly KnownFinding[]): Difference {
  const { appeared, vanished } = diff;
  const kept = diff.unchanged + diff.changed.length + diff.moved.length;
  const gained = appeared.map(({ ruleId, path, line }, index) => ({ index, ruleId, path, line }));
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
