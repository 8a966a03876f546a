/** Minutes of the day: from 22 * 60 to 7 * 60 is the night. Both the same: the whole day. */
export interface QuietHours {
  from: number;
  to: number;
}

/** Whether `at` is within, on the clock of the zone. @param timeZone IANA name */
export function isQuiet(at: Date, { from, to }: QuietHours, timeZone: string): boolean {
  const minute = minuteOfDay(at, timeZone);
  if (from === to) return true;
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}

function minuteOfDay(at: Date, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const [hour = 0, minute = 0] = format.format(at).split(':').map(Number);
  return hour * 60 + minute;
}
