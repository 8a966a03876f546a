import { localTime } from '#lib/domain/digest/local-time.ts';

/** `2026-11-30`: the day of an instant where the reader is, readable in every language. */
export const localDay = (at: Date, timeZone: string): string => localTime(at, timeZone).day;

const two = (part: number): string => String(part).padStart(2, '0');

/** `2026-11-30 07:00`. */
export function localMinute(at: Date, timeZone: string): string {
  const { day, hour, minute } = localTime(at, timeZone);
  return `${day} ${two(hour)}:${two(minute)}`;
}
