/** Making one takes longer than using it, and a night's mails share few zones. */
const writers = new Map<string, Intl.DateTimeFormat>();

function writerOf(timeZone: string): Intl.DateTimeFormat {
  const known = writers.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    calendar: 'iso8601',
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  writers.set(timeZone, made);
  return made;
}

function partsOf(at: Date, timeZone: string): Partial<Record<Intl.DateTimeFormatPartTypes, string>> {
  return Object.fromEntries(
    writerOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
}

/** `2026-11-30`: the day of an instant where the reader is, readable in every language. */
export function localDay(at: Date, timeZone: string): string {
  const { year, month, day } = partsOf(at, timeZone);
  return `${year}-${month}-${day}`;
}

/** `2026-11-30 07:00`. */
export function localMinute(at: Date, timeZone: string): string {
  const { hour, minute } = partsOf(at, timeZone);
  return `${localDay(at, timeZone)} ${hour}:${minute}`;
}
