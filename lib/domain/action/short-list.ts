import type { Severity } from '#lib/domain/finding/finding.ts';
import { type Lane, WATCH } from './rank.ts';

/** An action of the queue, as far as it matters for the choice of the next few. */
export interface Candidate {
  kind: string;
  lane: Lane;
  /** Null: it is done in several repositories. */
  repoId: number | null;
  /** Points of the score that gains most by it. */
  points: number;
  /** The highest severity of what it closes; null where it closes no finding. */
  severity: Severity | null;
}

/** Less is not worth being called next. */
const MIN_POINTS = 0.1;
const PER_REPOSITORY = 2;

/**
 * The next few of a queue, which comes in its order: what must be done now first, then the top of each kind in turn, so
 * that no kind of work hides the others. At most two of one repository, more only where there are too few repositories.
 * What brings less than 0.1 points is not next, except that critical and high findings fill what is left: where hundreds
 * are open, fixing one hardly moves the score and is right all the same.
 */
export function shortList<T extends Candidate>(queue: readonly T[], limit: number): T[] {
  const open = queue.filter(({ lane }) => lane !== WATCH);
  const worth = open.filter((one) => one.lane === 0 || one.points >= MIN_POINTS);
  const heavy = open.filter((one) => !worth.includes(one) && (one.severity === 'critical' || one.severity === 'high'));
  const repositories = new Set([...worth, ...heavy].map(({ repoId }) => repoId)).size;
  const most = Math.max(PER_REPOSITORY, Math.ceil(limit / Math.max(1, repositories)));
  const chosen: T[] = [];
  const ofRepository = new Map<number, number>();
  const take = (one: T): boolean => {
    const before = one.repoId === null ? 0 : (ofRepository.get(one.repoId) ?? 0);
    if (chosen.length >= limit || before >= most) return false;
    if (one.repoId !== null) ofRepository.set(one.repoId, before + 1);
    chosen.push(one);
    return true;
  };
  const now = worth.filter(({ lane }) => lane === 0);
  const later = worth.filter(({ lane }) => lane !== 0);
  for (const part of [now, later, heavy]) inTurn(part, take);
  return chosen;
}

/** So many of the queue are looked at together, and so often, to find a few of different kinds and repositories. */
export const QUEUE_PAGE = 200;
export const QUEUE_PAGES = 4;

/** The next few of a queue: of its first page, or of as many as are needed to find `limit`. */
export function nextOf<T extends Candidate>(queue: readonly T[], limit: number): T[] {
  for (let pages = 1; ; pages += 1) {
    const seen = queue.slice(0, pages * QUEUE_PAGE);
    const chosen = shortList(seen, limit);
    if (chosen.length === limit || seen.length < pages * QUEUE_PAGE || pages === QUEUE_PAGES) return chosen;
  }
}

/** Offers the first of each kind, then the second of each that can be taken, and so on. */
function inTurn<T extends Candidate>(part: readonly T[], take: (one: T) => boolean): void {
  const waiting = [...Map.groupBy(part, ({ kind }) => kind).values()].map((list) => list[Symbol.iterator]());
  while (waiting.length > 0) {
    for (const list of [...waiting]) {
      let next = list.next();
      while (!next.done && !take(next.value)) next = list.next();
      if (next.done) waiting.splice(waiting.indexOf(list), 1);
    }
  }
}
