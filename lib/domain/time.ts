/** Milliseconds. */
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** The UTC day of an instant, `2026-11-16`: how days are written everywhere. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** A day of the calendar, as a person may have written it in an address. */
export function isDay(text: string | null): text is string {
  if (text === null || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return Number.isFinite(at.getTime()) && dayOf(at) === text;
}

/**
 * When something is said to happen, given the latest that history has: never before or at the same time. Two people's clocks
 * may show one millisecond, and who waits for a lock has looked at theirs before.
 */
export function afterLatest(now: Date, latest: Date | null): Date {
  return latest === null || latest < now ? now : new Date(latest.getTime() + 1);
}

/** Midnight, UTC, at which the day of an instant began. */
export function startOfDay(at: Date): Date {
  return new Date(`${dayOf(at)}T00:00:00Z`);
}

/** The same time of day, `days` later; earlier when negative. */
export function addDays(at: Date, days: number): Date {
  return new Date(at.getTime() + days * DAY_MS);
}

/** From one instant to a later one; parts of a day count. */
export function daysBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / DAY_MS;
}

/** First days of the months from that of `from` to the `more`th after that of `to`, in order: `2026-11-01`. */
export function monthsFrom(from: Date, to: Date, more = 0): string[] {
  const [year, month] = [from.getUTCFullYear(), from.getUTCMonth()];
  const count = (to.getUTCFullYear() - year) * 12 + to.getUTCMonth() - month + 1 + more;
  return Array.from({ length: Math.max(0, count) }, (_, index) => dayOf(new Date(Date.UTC(year, month + index))));
}
