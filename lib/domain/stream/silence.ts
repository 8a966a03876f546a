import { DAY_MS, HOUR_MS } from '#lib/domain/time.ts';

const DAY_HOURS = DAY_MS / HOUR_MS;

/** A stream is silent only after this many of its usual intervals … */
const PATIENCE = 3;
/** … and never before a weekend could explain it. */
const MIN_SILENCE_HOURS = 80;

/** "has not reported for 9 days (usually daily)"; null while a stream's pause is nothing unusual. */
export function silence({ lastAt, usualHours }: { lastAt: Date; usualHours: number }, now: Date): string | null {
  const hours = (now.getTime() - lastAt.getTime()) / HOUR_MS;
  if (hours <= Math.max(PATIENCE * usualHours, MIN_SILENCE_HOURS)) return null;
  const days = Math.floor(hours / DAY_HOURS);
  return `has not reported for ${days} ${days === 1 ? 'day' : 'days'} (usually ${rhythmWords(usualHours)})`;
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
