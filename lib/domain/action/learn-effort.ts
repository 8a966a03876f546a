import { addDays, HOUR_MS, startOfDay } from '#lib/domain/time.ts';
import { type EffortKind, type Experience, effortHours } from './effort.ts';

/** A fix that was claimed, and that a scan has verified. */
export interface Closing {
  effortKind: EffortKind;
  /** Hours of work that passed from claiming it until somebody said that it is fixed, or a scan knew. */
  hours: number;
  /** From when to when that was, and who had claimed it; null: it is not known, or it was a team. */
  span: { from: Date; to: Date; person: number } | null;
}

/** Older fixes say little of what people, code and tools are like today. */
const WINDOW_DAYS = 365;
/** Claimed when it was done already: its time was not seen. */
const SEEN_HOURS = 5 / 60;

/** The year before today: what happens today may not be written yet. */
export function learningWindow(now: Date): { since: Date; until: Date } {
  const until = startOfDay(now);
  return { since: addDays(until, -WINDOW_DAYS), until };
}

/**
 * What each kind of fix took, by the closings of a window. Time that passed is no work: of what one person had claimed at
 * once each gets its part, and the median knows neither the longest nor the shortest.
 */
export function learnEffort(closings: readonly Closing[], until: Date): Map<EffortKind, Experience> {
  const seen = closings.filter(({ hours }) => hours >= SEEN_HOURS);
  const shares = sharesOf(seen);
  const hours = seen.map((closing, index) => ({
    kind: closing.effortKind,
    hours: closing.hours * (shares[index] ?? 1),
  }));
  return new Map(
    [...Map.groupBy(hours, ({ kind }) => kind)].map(([kind, own]) => {
      // As precise as it is stored and said.
      const medianHours = Math.round(median(own.map((one) => one.hours)) * 100) / 100;
      return [kind, { closings: own.length, medianHours, until }];
    }),
  );
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [lower = 0, upper = 0] = [sorted[middle - 1 + (sorted.length % 2)], sorted[middle]];
  return (lower + upper) / 2;
}

/** Which part of its time each has for itself: 1 alone, ½ beside one other of the same person all the time. */
function sharesOf(closings: readonly Closing[]): number[] {
  const shares = closings.map(() => 1);
  const spans = closings.flatMap(({ span }, index) => {
    if (span === null) return [];
    const [from, to] = [span.from.getTime(), span.to.getTime()];
    return to > from ? [{ index, from, to, person: span.person }] : [];
  });
  for (const own of Map.groupBy(spans, ({ person }) => person).values()) {
    for (const { index, share } of sharesOfOne(own)) shares[index] = share;
  }
  return shares;
}

interface Span {
  index: number;
  from: number;
  to: number;
}

/** One walk over all beginnings and ends: `alone` is the time so far, divided by how many were claimed at each moment. */
function sharesOfOne(spans: readonly Span[]): { index: number; share: number }[] {
  const ends = spans.flatMap((span) => [
    { at: span.from, by: 1, span },
    { at: span.to, by: -1, span },
  ]);
  ends.sort((a, b) => a.at - b.at);
  const begun = new Map<Span, number>();
  const shares: { index: number; share: number }[] = [];
  let [last, claimed, alone] = [ends[0]?.at ?? 0, 0, 0];
  for (const { at, by, span } of ends) {
    if (claimed > 0) alone += (at - last) / HOUR_MS / claimed;
    last = at;
    claimed += by;
    const before = begun.get(span);
    if (before === undefined) begun.set(span, alone);
    else shares.push({ index: span.index, share: ((alone - before) * HOUR_MS) / (span.to - span.from) });
  }
  return shares;
}

/** Kinds of which another number of hours counts now. */
export function changedEfforts(
  before: ReadonlyMap<EffortKind, Experience>,
  after: ReadonlyMap<EffortKind, Experience>,
): EffortKind[] {
  const kinds = new Set([...before.keys(), ...after.keys()]);
  return [...kinds].filter((kind) => effortHours(kind, before.get(kind)) !== effortHours(kind, after.get(kind)));
}
