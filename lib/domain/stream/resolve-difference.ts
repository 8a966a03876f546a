import type { FindingEvent } from '#lib/domain/finding/event.ts';
import type { KnownFinding } from '#lib/domain/finding/known-finding.ts';
import type { Difference } from './diff.ts';
import type { IncomingFinding, MovedFinding } from './move.ts';

/** A known finding that is in the report: seen again, changed or moved. */
export interface SeenFinding {
  finding: KnownFinding;
  incoming: IncomingFinding;
  /** Whether the finding's columns, its key included, are taken from this record. */
  leads: boolean;
}

/** A difference, sorted into new, seen and vanished findings. */
export interface Resolved {
  /** The repository has never seen them. */
  fresh: IncomingFinding[];
  seen: SeenFinding[];
  vanished: number[];
  moved: number;
  /** How many have other content, and how many another key. */
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

/** Whether no other finding has the key. The finding itself may have it, when another stream has reported the move already. */
function isFree(item: { number: number; incoming: IncomingFinding }, byKey: Known['byKey']): boolean {
  return (byKey.get(item.incoming.key)?.number ?? item.number) === item.number;
}

/** Whether a move counts: a branch may move only findings that only branches ever had, or follow a move made elsewhere. */
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
  // Another stream has moved it: this one must not move it back, because another finding may be there now.
  if (finding.key !== incoming.key && !kept) return false;
  return tracked || finding.state === 'branch';
}
