import { HOUR_MS } from '#lib/domain/time.ts';

/** So many of its last reports say what is usual for a stream. */
const REMEMBERED = 16;

/** What comes sooner after a report belongs to it: more deliveries of one run, or a job that was repeated. */
const APART_MS = HOUR_MS;

/** When a stream reported lately, in milliseconds and the oldest first, after a report at `now`. */
export function reportTimes(times: readonly number[], now: number): number[] {
  const last = times.at(-1);
  if (last !== undefined && now - last < APART_MS) return [...times];
  return [...times, now].slice(-REMEMBERED);
}

/** The median of the gaps between its last reports, in seconds; null: there was no second one. */
export function usualInterval(times: readonly number[]): number | null {
  const gaps = times.flatMap((at, place) => (place === 0 ? [] : at - (times[place - 1] ?? at))).sort((a, b) => a - b);
  if (gaps.length === 0) return null;
  const [low = 0, high = 0] = [gaps[Math.floor((gaps.length - 1) / 2)], gaps[Math.floor(gaps.length / 2)]];
  return Math.round((low + high) / 2000);
}
