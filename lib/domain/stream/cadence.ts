const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;

/** Gaps that are needed before a rhythm is believed. */
const MIN_GAPS = 3;
/** A stream is silent only after this many of its usual intervals … */
const PATIENCE = 3;
/** … and never before a weekend could explain it. */
const MIN_SILENCE_HOURS = 80;
/** Only the last uploads speak about today's rhythm. */
const RECENT = 30;

export type Cadence =
  /** Too few uploads to know a rhythm. */
  | { state: 'unknown' }
  | { state: 'regular'; usualHours: number; usually: string }
  /** `message`: "has not reported for 9 days (usually daily)". */
  | { state: 'silent'; usualHours: number; usually: string; silentDays: number; message: string };

/** Decides from the times of a stream's uploads (any order) whether it has gone silent. */
export function cadence(times: readonly Date[], now: Date): Cadence {
  const sorted = times
    .map((time) => time.getTime())
    .filter((time) => time <= now.getTime())
    .sort((a, b) => a - b)
    .slice(-RECENT - 1);
  const last = sorted.at(-1);
  const gaps = sorted.slice(1).map((time, index) => (time - (sorted[index] ?? time)) / HOUR_MS);
  if (last === undefined || gaps.length < MIN_GAPS) return { state: 'unknown' };
  gaps.sort((a, b) => a - b);
  const longest = gaps.at(-1) ?? 0;
  return silence({ lastAt: new Date(last), usualHours: usualGap(gaps), longestHours: longest }, now);
}

export interface Rhythm {
  lastAt: Date;
  usualHours: number;
  /** The longest pause it ever made and came back from; null when not known. */
  longestHours: number | null;
}

/** The same decision for a stream whose rhythm is already known. */
export function silence({ lastAt, usualHours, longestHours }: Rhythm, now: Date): Cadence {
  const usually = rhythmWords(usualHours);
  const silentHours = (now.getTime() - lastAt.getTime()) / HOUR_MS;
  // One long holiday must not make a pipeline immune: a past pause counts up to twice the patience.
  const forgiven = Math.min(longestHours ?? 0, 2 * PATIENCE * Math.max(usualHours, DAY_HOURS));
  const limit = Math.max(PATIENCE * usualHours, 1.25 * forgiven, MIN_SILENCE_HOURS);
  if (silentHours <= limit) return { state: 'regular', usualHours, usually };
  const silentDays = Math.floor(silentHours / DAY_HOURS);
  return {
    state: 'silent',
    usualHours,
    usually,
    silentDays,
    message: `has not reported for ${silentDays} ${silentDays === 1 ? 'day' : 'days'} (usually ${usually})`,
  };
}

/** Median of the gaps, not counting bursts: ten pushes in an hour are one visit, not a rhythm of six minutes. */
function usualGap(sorted: readonly number[]): number {
  const visits = sorted.filter((gap) => gap >= 1);
  const gaps = visits.length >= MIN_GAPS ? visits : sorted;
  const middle = gaps.length / 2;
  const low = gaps[Math.ceil(middle) - 1] ?? 0;
  const high = gaps[Math.floor(middle)] ?? low;
  return (low + high) / 2;
}

function rhythmWords(hours: number): string {
  if (hours <= 16) return 'several times a day';
  const days = hours / DAY_HOURS;
  if (days < 1.5) return 'daily';
  if (days < 6) return `every ${Math.round(days)} days`;
  if (days <= 8) return 'weekly';
  if (days < 12) return `every ${Math.round(days)} days`;
  if (days < 26) return `every ${Math.round(days / 7)} weeks`;
  if (days <= 35) return 'monthly';
  return `every ${Math.round(days / 7)} weeks`;
}
