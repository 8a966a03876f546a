import type { FindingEvent } from '#lib/domain/finding/event.ts';
import type { KnownFinding } from '#lib/domain/finding/known-finding.ts';
import type { Difference } from './diff.ts';
import type { IncomingFinding, MovedFinding } from './move.ts';

/** A finding that the repository knows and that the report holds: seen again, changed or moved. */
export interface SeenFinding {
  finding: KnownFinding;
  incoming: IncomingFinding;
  /** The finding's own columns, its key among them, are taken from this record from now on. */
  leads: boolean;
}

/** A difference with its findings told apart. */
export interface Resolved {
  /** The repository has never seen them. */
  fresh: IncomingFinding[];
  seen: SeenFinding[];
  vanished: number[];
  moved: number;
  /** Those with another content, and those with another key. */
  changed: number;
  events: FindingEvent[];
}

export interface Known {
  byKey: ReadonlyMap<string, KnownFinding>;
  byNumber: ReadonlyMap<number, KnownFinding>;
}

/** Sorts a difference into new findings, known ones and lost ones; a move that is not clean becomes loss and gain. */
export function resolveDifference(diff: Difference, known: Known, tracked: boolean): Resolved {
  const { byKey, byNumber } = known;
  const moves = diff.moved.filter((move) => isFree(move, byKey) && mayMove(move, known, tracked));
  const rekeyed = diff.rekeyed.filter((item) => isFree(item, byKey));
  const kept = new Set([...moves, ...rekeyed].map((item) => item.number));
  const unmoved = [...diff.moved, ...diff.rekeyed].filter((item) => !kept.has(item.number));
  const seen: SeenFinding[] = [];
  const movesItself = new Set(moves.filter((move) => !byKey.has(move.incoming.key)).map((move) => move.number));
  for (const { number, incoming } of [...moves, ...rekeyed, ...diff.changed]) {
    const finding = byNumber.get(number);
    if (!finding) continue;
    const leads = movesItself.has(number) || isLeading(finding, incoming, { kept: kept.has(number), tracked });
    seen.push({ finding, incoming, leads });
  }
  const fresh: IncomingFinding[] = [];
  for (const incoming of [...diff.appeared, ...unmoved.map((move) => move.incoming)]) {
    const finding = byKey.get(incoming.key);
    if (finding) seen.push({ finding, incoming, leads: isLeading(finding, incoming, { kept: false, tracked }) });
    else fresh.push(incoming);
  }
  const vanished = [...diff.vanished, ...unmoved.map((item) => item.number)];
  const events = moves
    .filter(({ number, to }) => byNumber.get(number)?.path !== to)
    .map(({ number, from, to }): FindingEvent => ({ number, kind: 'moved', detail: { from, to } }));
  return { fresh, seen, vanished, moved: moves.length, changed: diff.changed.length + rekeyed.length, events };
}

/** A key that another finding has cannot be taken over. Its own: another stream has reported the move already. */
function isFree(item: { number: number; incoming: IncomingFinding }, byKey: Known['byKey']): boolean {
  return (byKey.get(item.incoming.key)?.number ?? item.number) === item.number;
}

/** A branch moves only what nothing but branches ever saw, or follows a move: the rest is loss and gain there. */
function mayMove({ number, incoming }: MovedFinding, { byKey, byNumber }: Known, tracked: boolean): boolean {
  return tracked || byKey.has(incoming.key) || byNumber.get(number)?.state === 'branch';
}

/** Whether this record is the one that the finding's columns are taken from: of a tracked ref, and of its first scanner. */
function isLeading(
  finding: KnownFinding,
  incoming: IncomingFinding,
  { kept, tracked }: { kept: boolean; tracked: boolean },
): boolean {
  if (finding.scanner !== incoming.scanner) return false;
  // Another stream moved it: this one, which has not seen that yet, must not take it back to where another may be now.
  if (finding.key !== incoming.key && !kept) return false;
  return tracked || finding.state === 'branch';
}
