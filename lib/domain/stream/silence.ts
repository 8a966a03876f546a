import { DAY_MS, HOUR_MS } from '#lib/domain/time.ts';

const DAY_HOURS = DAY_MS / HOUR_MS;

/** From so many reports on, a stream's own rhythm is known. */
export const KNOWN_RHYTHM = 4;
/** A stream is silent only after this many of its usual intervals … */
export const SILENT_INTERVALS = 3;
/** … and never before a weekend could explain it. */
export const MIN_SILENCE_MS = 80 * HOUR_MS;

/** "has not reported for 9 days (usually daily)"; null while a stream's pause is nothing unusual. */
export function silence({ lastAt, usualHours }: { lastAt: Date; usualHours: number }, now: Date): string | null {
  const pause = now.getTime() - lastAt.getTime();
  if (pause <= Math.max(SILENT_INTERVALS * usualHours * HOUR_MS, MIN_SILENCE_MS)) return null;
  const days = Math.floor(pause / DAY_MS);
  return `has not reported for ${days} ${days === 1 ? 'day' : 'days'} (usually ${rhythmWords(usualHours)})`;
}

/** `daily`, `every 3 days`. */
export function rhythmWords(hours: number): string {
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
