import type { FieldPlace } from '#lib/domain/redaction/report-redactor.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_OBJECT = 0x7b;
const OPEN_ARRAY = 0x5b;
const CLOSE_OBJECT = 0x7d;
const CLOSE_ARRAY = 0x5d;

/** The text as it shall be; the very same one leaves its bytes as they are. */
export type ReplaceText = (text: string, place: FieldPlace) => string;

const NAME = /^@?(?:name|key|header)$/i;

interface Level {
  isObject: boolean;
  key: string | null;
  name: string | null;
  index: number;
}

/**
 * Hands every string of a stream of JSON documents to `replace`, decoded, and gives back the bytes with what it
 * returned. All other bytes stay as they are. Lenient: what is no JSON passes through.
 */
export class JsonStrings {
  readonly #replace: ReplaceText;
  readonly #place: FieldPlace;
  readonly #levels: Level[] = [];
  /** The next string of this object is a member's name. */
  #expectsKey = false;
  /** A string that a chunk ended in, from its quote on. */
  #held: Buffer[] = [];
  #pendingEscape = false;

  constructor(replace: ReplaceText) {
    this.#replace = replace;
    this.#place = { key: null, isKey: false, name: null, position: () => this.#position(), container: 0 };
  }

  #position(): string {
    let text = '';
    for (const level of this.#levels) {
      if (!level.isObject) text += `[${level.index}]`;
      else if (level.key !== null) text += `${text === '' ? '' : '.'}${level.key.slice(0, 100)}`;
    }
    return text;
  }

  push(chunk: Buffer): Buffer[] {
    const out: Buffer[] = [];
    let from = 0;
    let at = 0;
    if (this.#held.length > 0) {
      const end = this.#stringEnd(chunk, 0);
      if (end === -1) {
        this.#held.push(chunk);
        return out;
      }
      this.#held.push(chunk.subarray(0, end + 1));
      const whole = Buffer.concat(this.#held);
      this.#held = [];
      out.push(this.#string(whole, 0, whole.length - 1) ?? whole);
      from = end + 1;
      at = end + 1;
    }
    while (at < chunk.length) {
      const quote = chunk.indexOf(QUOTE, at);
      this.#between(chunk, at, quote === -1 ? chunk.length : quote);
      if (quote === -1) break;
      const end = this.#stringEnd(chunk, quote + 1);
      if (end === -1) {
        if (quote > from) out.push(chunk.subarray(from, quote));
        this.#held = [chunk.subarray(quote)];
        return out;
      }
      const replaced = this.#string(chunk, quote, end);
      if (replaced !== null) {
        if (quote > from) out.push(chunk.subarray(from, quote));
        out.push(replaced);
        from = end + 1;
      }
      at = end + 1;
    }
    if (from < chunk.length) out.push(chunk.subarray(from));
    return out;
  }

  /** What is left of a document that ends inside a string. */
  end(): Buffer[] {
    const rest = this.#held;
    this.#held = [];
    return rest;
  }

  /** Index of the quote that ends the string whose content goes on at `from`; -1 when it ends later. */
  #stringEnd(chunk: Buffer, from: number): number {
    let start = from;
    if (this.#pendingEscape) {
      this.#pendingEscape = false;
      start += 1;
    }
    for (let at = start; ; ) {
      const quote = chunk.indexOf(QUOTE, at);
      const end = quote === -1 ? chunk.length : quote;
      let slashes = 0;
      while (end - 1 - slashes >= start && chunk[end - 1 - slashes] === BACKSLASH) slashes += 1;
      const isEscaped = slashes % 2 === 1;
      if (quote === -1) {
        this.#pendingEscape = isEscaped;
        return -1;
      }
      if (!isEscaped) return quote;
      at = quote + 1;
      start = Math.max(start, at);
    }
  }

  #between(chunk: Buffer, from: number, to: number): void {
    for (let at = from; at < to; at += 1) {
      const byte = chunk[at];
      if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
        this.#levels.push({ isObject: byte === OPEN_OBJECT, key: null, name: null, index: 0 });
        this.#expectsKey = byte === OPEN_OBJECT;
        this.#place.container += 1;
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
        this.#levels.pop();
        this.#expectsKey = false;
        this.#place.container += 1;
      } else if (byte === COMMA) {
        const level = this.#levels.at(-1);
        this.#expectsKey = level?.isObject === true;
        if (level?.isObject === false) {
          level.index += 1;
          this.#place.container += 1;
        }
      }
    }
  }

  #string(chunk: Buffer, quote: number, end: number): Buffer | null {
    const isKey = this.#expectsKey;
    this.#expectsKey = false;
    const text = decode(chunk, quote, end);
    const level = this.#levels.at(-1);
    if (isKey) {
      if (level !== undefined) level.key = text;
      this.#place.container += 1;
    }
    this.#place.key = this.#keyHere();
    this.#place.isKey = isKey;
    this.#place.name = level?.name ?? null;
    const replaced = this.#replace(text, this.#place);
    if (!isKey && level?.isObject === true && NAME.test(level.key ?? '')) level.name = text.slice(0, 200);
    return replaced === text ? null : Buffer.from(JSON.stringify(replaced));
  }

  #keyHere(): string | null {
    const level = this.#levels.at(-1);
    if (level === undefined || level.isObject) return level?.key ?? null;
    return this.#levels.at(-2)?.key ?? null;
  }
}

function decode(chunk: Buffer, quote: number, end: number): string {
  const raw = chunk.toString('utf8', quote + 1, end);
  if (!raw.includes('\\')) return raw;
  try {
    return String(JSON.parse(`"${raw}"`));
  } catch {
    return raw;
  }
}
