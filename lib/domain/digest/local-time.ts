/** What a clock on the wall shows, where somebody is. */
export interface LocalTime {
  /** `2026-11-30` */
  day: string;
  hour: number;
  minute: number;
}

/** Making one takes longer than using it, and people share few zones. */
const writers = new Map<string, Intl.DateTimeFormat>();

function writerOf(timeZone: string): Intl.DateTimeFormat {
  const known = writers.get(timeZone);
  if (known !== undefined) return known;
  const date = { calendar: 'iso8601', year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  const made = new Intl.DateTimeFormat('en-GB', {
    ...date,
    ...{ timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  });
  writers.set(timeZone, made);
  return made;
}

/** Whether the name is one that this version of Node knows, such as `Europe/Berlin`. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{1,60}$/.test(name)) return false;
  try {
    writerOf(name);
    return true;
  } catch {
    return false;
  }
}

/** In a zone that is not known (any more) it is UTC. */
export function localTime(at: Date, timeZone: string): LocalTime {
  const writer = writerOf(isTimeZone(timeZone) ? timeZone : 'UTC');
  const parts = new Map(writer.formatToParts(at).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  return {
    day: `${part('year')}-${part('month')}-${part('day')}`,
    hour: Number(part('hour')),
    minute: Number(part('minute')),
  };
}
