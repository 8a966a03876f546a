import type { KnownFinding } from '#lib/domain/finding/known-finding.ts';
import type { Difference, PresentFinding, StreamDiff } from './diff.ts';
import { pairSameSpots } from './same-spot.ts';

/** Whether most of a stream vanishes while others appear: only then a change of the report's format is looked for. */
export function looksRekeyed({ appeared, vanished, unchanged, changed, moved }: StreamDiff): boolean {
  const kept = unchanged + changed.length + moved.length;
  return appeared.length > 0 && vanished.length > 0 && vanished.length >= kept;
}

/**
 * Matches vanished findings with appeared ones that are the same under another key, because the scanner now writes
 * another format or more detail. `present`: all findings of the stream; `known`: what is known
 * of the vanished ones; `switched`: the stream's last report is known to have another format.
 */
export function matchRekeyed(
  diff: StreamDiff,
  present: readonly PresentFinding[],
  known: readonly KnownFinding[],
  switched: boolean,
): Difference {
  const { appeared, vanished } = diff;
  const unmovable = new Set(present.filter(isUnmovable).map((finding) => finding.number));
  const lost = known.map((finding) => ({
    ...finding,
    byValue: finding.category === 'secret' && unmovable.has(finding.number),
  }));
  const kept = diff.unchanged + diff.changed.length + diff.moved.length;
  const gained = appeared.map((item, index) => {
    const { ruleId, path, line } = item;
    return { index, ruleId, path, line, byValue: isUnmovable(item) };
  });
  const pairs = pairSameSpots(lost, gained, kept, switched);
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

/** Without content to move by. Of secrets: those that are known by their value, wherever they stand. */
function isUnmovable({ move }: Pick<PresentFinding, 'move'>): boolean {
  return move === null;
}
