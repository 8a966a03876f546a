import type { FieldPlace } from '#lib/domain/redaction/report-redactor.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_OBJECT = 0x7b;
const OPEN_ARRAY = 0x5b;
const CLOSE_OBJECT = 0x7d;
const CLOSE_ARRAY = 0x5d;
const MINUS = 0x2d;
const ZERO = 0x30;
const BLANK = 0x20;
const IN_NUMBER: ReadonlySet<number> = new Set(Buffer.from('+-.eE'));

/** The text as it shall be; the very same one leaves its bytes as they are. */
export type ReplaceText = (text: string, place: FieldPlace) => string;

/** Whether a text, as it is written from `from` to `to`, may be passed over: `replace` would leave it as it is. */
export type IsClean = (bytes: Buffer, from: number, to: number, place: FieldPlace) => boolean;

/** Whether a number at this place is not to be kept: a zero stands for it. */
export type IsBlank = (place: FieldPlace) => boolean;

const NAME = /^@?(?:name|key|header)$/i;

const KEYS = 256;
const LONGEST_KEY = 100;

interface Level {
  isObject: boolean;
  key: string | null;
  name: string | null;
  index: number;
}

/**
 * Hands every string of a stream of JSON documents to `replace`, decoded, and gives back the bytes with what it
 * returned. All other bytes stay as they are, but for numbers that are not to be kept. Lenient: what is no JSON passes through.
 */
export class JsonStrings {
  readonly #replace: ReplaceText;
  readonly #isClean: IsClean | undefined;
  readonly #numbers: Numbers | null;
  readonly #place: FieldPlace;
  readonly #levels: Level[] = [];
  /** The next string of this object is a member's name. */
  #expectsKey = false;
  /** A string that a chunk ended in, from its quote on. */
  #held: Buffer[] = [];
  #pendingEscape = false;
  readonly #keys = new KnownKeys();

  constructor(replace: ReplaceText, isClean?: IsClean, isBlank?: IsBlank) {
    this.#replace = replace;
    this.#isClean = isClean;
    this.#numbers = isBlank === undefined ? null : new Numbers(isBlank);
    this.#place = {
      ...{ key: null, isKey: false, name: null, container: 0 },
      position: () => this.#position(),
      isWithin: (matches) =>
        this.#levels.some(({ key }, index) => key !== null && matches(key, index === 0 && this.#holdsRows())),
    };
  }

  /** Whether the document is an object with a list of objects in it, and this is in one of those. */
  #holdsRows(): boolean {
    const [root, list, row] = this.#levels;
    return root?.isObject === true && list?.isObject === false && row?.isObject === true;
  }

  #position(): string {
    let text = '';
    for (const level of this.#levels) {
      if (!level.isObject) text += `[${level.index}]`;
      else if (level.key !== null) text += `${text === '' ? '' : '.'}${level.key.slice(0, 100)}`;
    }
    return text;
  }

  push(bytes: Buffer): Buffer[] {
    // Numbers are blanked where they stand, and the bytes belong to another.
    const chunk = this.#numbers === null ? bytes : Buffer.from(bytes);
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
      const quote = this.#nextQuote(chunk, at);
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
    let at = this.#pendingEscape ? from + 1 : from;
    this.#pendingEscape = false;
    for (; at < chunk.length; at += 1) {
      const byte = chunk[at];
      if (byte === QUOTE) return at;
      if (byte === BACKSLASH) at += 1;
    }
    this.#pendingEscape = at > chunk.length;
    return -1;
  }

  /** Index of the next quote outside of strings, -1 where the chunk has none; follows what opens and closes before it. */
  #nextQuote(chunk: Buffer, from: number): number {
    for (let at = from; at < chunk.length; at += 1) {
      const byte = chunk[at];
      if (byte === QUOTE) return at;
      this.#numbers?.pass(chunk, at, this.#place);
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
    return -1;
  }

  #string(chunk: Buffer, quote: number, end: number): Buffer | null {
    const isKey = this.#expectsKey;
    this.#expectsKey = false;
    const level = this.#levels.at(-1);
    if (isKey) {
      if (level !== undefined) level.key = this.#keys.read(chunk, quote, end);
      this.#place.container += 1;
    }
    this.#place.key = this.#keyHere();
    this.#place.isKey = isKey;
    this.#place.name = level?.name ?? null;
    const isName = !isKey && level?.isObject === true && NAME.test(level.key ?? '');
    if (!isName && this.#isClean?.(chunk, quote + 1, end, this.#place) === true) return null;
    const text = decode(chunk, quote, end);
    const replaced = this.#replace(text, this.#place);
    if (isName) level.name = text.slice(0, 200);
    return replaced === text ? null : Buffer.from(JSON.stringify(replaced));
  }

  #keyHere(): string | null {
    const level = this.#levels.at(-1);
    if (level === undefined || level.isObject) return level?.key ?? null;
    return this.#levels.at(-2)?.key ?? null;
  }
}

/** Writes a zero and blanks over each number that is not to be kept, which may go on in the next chunk. */
class Numbers {
  readonly #isBlank: IsBlank;
  #state: 'outside' | 'kept' | 'blanked' = 'outside';

  constructor(isBlank: IsBlank) {
    this.#isBlank = isBlank;
  }

  /** Each byte outside of strings, in its order. */
  pass(chunk: Buffer, at: number, place: FieldPlace): void {
    const byte = chunk[at] ?? 0;
    if (this.#state === 'outside') {
      if (!isDigit(byte) && byte !== MINUS) return;
      this.#state = this.#isBlank(place) ? 'blanked' : 'kept';
      if (this.#state === 'blanked') chunk[at] = ZERO;
    } else if (!isDigit(byte) && !IN_NUMBER.has(byte)) this.#state = 'outside';
    else if (this.#state === 'blanked') chunk[at] = BLANK;
  }
}

const isDigit = (byte: number): boolean => byte >= ZERO && byte <= ZERO + 9;

/** Millions of members have few keys: each is decoded once, as long as no other one takes its place. */
class KnownKeys {
  readonly #known: { bytes: Buffer; text: string }[] = [];

  /** @param quote where it begins, with its quote; `end`: its other quote */
  read(chunk: Buffer, quote: number, end: number): string {
    const length = end - quote - 1;
    const place = (length * 31 + (chunk[quote + 1] ?? 0) * 7 + (chunk[end - 1] ?? 0)) % KEYS;
    const known = this.#known[place];
    if (known !== undefined && known.bytes.length === length && isAt(known.bytes, chunk, quote + 1)) return known.text;
    const text = decode(chunk, quote, end);
    if (length <= LONGEST_KEY) this.#known[place] = { bytes: Buffer.from(chunk.subarray(quote + 1, end)), text };
    return text;
  }
}

function isAt(bytes: Buffer, chunk: Buffer, from: number): boolean {
  for (let at = 0; at < bytes.length; at += 1) if (bytes[at] !== chunk[from + at]) return false;
  return true;
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
