/** One event of a batch, with what Splunk's protocol says about it. */
export interface HecEvent {
  event: unknown;
  /** Seconds since 1970, as they were sent; null when they were not. */
  time: number | null;
  source: string | null;
  sourcetype: string | null;
}

/** Why a batch is refused, in Splunk's numbers; `number` counts events from 0. */
export interface HecRefusal {
  code: 5 | 6 | 12 | 13;
  number: number | null;
}

/**
 * Reads a batch as HTTP Event Collector takes it: objects one after the other, with nothing or white space between them.
 * One that is wrong refuses the whole batch, so that what is acknowledged is all of it.
 */
export function readHecBatch(text: string): HecEvent[] | HecRefusal {
  const events: HecEvent[] = [];
  for (const piece of objectsIn(text)) {
    const number = events.length;
    const read = piece === null ? { code: 6 as const } : eventOf(piece);
    if ('code' in read) return { code: read.code, number };
    events.push(read);
  }
  return events.length === 0 ? { code: 5, number: null } : events;
}

/** The same of the raw address: a line is an event, and those without anything in them are none. */
export function readRawBatch(text: string): HecEvent[] | HecRefusal {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.length === 0) return { code: 5, number: null };
  return lines.map((line) => ({ event: jsonOr(line), time: null, source: null, sourcetype: null }));
}

function eventOf(piece: string): HecEvent | { code: 6 | 12 | 13 } {
  let value: unknown;
  try {
    value = JSON.parse(piece);
  } catch {
    return { code: 6 };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { code: 6 };
  const { event, time, source, sourcetype } = value as Record<string, unknown>;
  if (event === undefined) return { code: 12 };
  if (event === null || (typeof event === 'string' && event.trim() === '')) return { code: 13 };
  return {
    event: typeof event === 'string' ? jsonOr(event) : event,
    time: secondsOf(time),
    source: typeof source === 'string' ? source : null,
    sourcetype: typeof sourcetype === 'string' ? sourcetype : null,
  };
}

function secondsOf(time: unknown): number | null {
  const number = typeof time === 'string' && /^\d{1,12}(?:\.\d{1,9})?$/.test(time) ? Number(time) : time;
  return typeof number === 'number' && Number.isFinite(number) && number > 0 ? number : null;
}

/** Some senders put the event's JSON into a text. */
function jsonOr(text: string): unknown {
  if (!/^\s*\{/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The objects of a text, each as it was written; null, and the end, for what is none. */
function* objectsIn(text: string): Generator<string | null> {
  let depth = 0;
  let start = -1;
  let isText = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (isText) {
      if (letter === '\\') at += 1;
      else if (letter === '"') isText = false;
      continue;
    }
    if (letter === '"' && depth > 0) isText = true;
    else if (letter === '{') {
      if (depth === 0) start = at;
      depth += 1;
    } else if (letter === '}' && depth > 0) {
      depth -= 1;
      if (depth === 0) yield text.slice(start, at + 1);
    } else if (depth === 0 && !/\s/.test(letter ?? '')) {
      yield null;
      return;
    }
  }
  if (depth > 0) yield null;
}
