import { JsonFault, JsonSkeleton, OPEN_ARRAY, OPEN_OBJECT, parseKey } from './json-skeleton.ts';
import { LIMITS } from './limits.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const CLOSE_OBJECT = 0x7d;
const COMMA = 0x2c;
const COLON = 0x3a;

export interface CutElement {
  cut: string;
  /** The element's JSON text; null for skipped patterns. */
  text: string | null;
  offset: number;
  position: string;
  indices: number[];
  key: string | null;
}

type Between = 'first' | 'value' | 'key' | 'colon' | 'after';

interface OpenCut {
  pattern: string;
  passOver: boolean;
  map: boolean;
  state: Between;
  count: number;
  key: string | null;
  base: string;
  indices: number[];
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/**
 * Cuts the elements of chosen arrays and maps out of a stream of JSON bytes. What is left, the skeleton, keeps those
 * containers empty. Grammar inside elements and skeleton is checked by whoever parses them; between elements, here.
 */
export class JsonCutter {
  private readonly cuts: ReadonlyMap<string, boolean>;
  private readonly onElement: (element: CutElement) => void;
  /** Byte offset in the source of the chunk at hand. */
  private base = 0;
  private readonly outside: JsonSkeleton;
  private inString = false;
  private lastWasSpace = true;
  private cut: OpenCut | null = null;
  private inElement = false;
  private isKey = false;
  private elementStart = 0;
  private depth = 0;
  private parts: Buffer[] = [];
  private held = 0;
  /** Bytes of the next chunk that belong to an escape begun in this one. */
  private ahead = 0;

  /** `cuts`: pattern → passed over. A `skeletonLimit` of n makes the n-th byte of the skeleton a fault at its offset. */
  constructor(cuts: ReadonlyMap<string, boolean>, onElement: (element: CutElement) => void, skeletonLimit: number) {
    this.cuts = cuts;
    this.onElement = onElement;
    this.outside = new JsonSkeleton(skeletonLimit);
  }

  push(chunk: Buffer): void {
    let i = 0;
    while (i < chunk.length) {
      if (this.inElement) i = this.element(chunk, i);
      else if (this.cut !== null) i = this.between(chunk, i, this.cut);
      else i = this.skeleton(chunk, i);
    }
    this.base += chunk.length;
  }

  /** The skeleton's JSON text. */
  end(): string {
    if (this.outside.stack.length > 0 || this.inElement || this.cut !== null || this.inString) {
      throw new JsonFault('the document ends before it is complete (cut off?)', this.base);
    }
    return this.outside.text();
  }

  private fail(reason: string, index: number): never {
    throw new JsonFault(reason, this.base + index);
  }

  private skeleton(chunk: Buffer, start: number): number {
    let from = start;
    let i = start + this.ahead;
    this.ahead = 0;
    for (; i < chunk.length; i++) {
      const byte = chunk[i];
      if (this.inString) {
        if (byte === BACKSLASH) i++;
        else if (byte === QUOTE) {
          this.inString = false;
          this.outside.closeString(i - from);
        }
        continue;
      }
      if (isSpace(byte)) {
        if (this.lastWasSpace) {
          this.keep(chunk, from, i);
          from = i + 1;
        }
        this.lastWasSpace = true;
        continue;
      }
      this.lastWasSpace = false;
      if (this.outside.finished) this.fail('something follows the end of the document', i);
      if (byte === QUOTE) {
        this.inString = true;
        this.outside.openString(i - from);
      } else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) {
        this.keep(chunk, from, i + 1);
        from = i + 1;
        if (this.openContainer(byte, i)) return i + 1;
      } else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) this.outside.close(byte, this.base + i);
      else if (byte === COMMA) this.outside.nextMember(this.base + i);
    }
    this.ahead = i - chunk.length;
    this.keep(chunk, from, chunk.length);
    return chunk.length;
  }

  private openContainer(open: number, index: number): boolean {
    const { outside } = this;
    const offset = this.base + index;
    const path = outside.pathHere(offset);
    const pattern = path + (open === OPEN_ARRAY ? '[]' : '{}');
    const passOver = this.cuts.get(pattern);
    if (outside.stack.length >= LIMITS.jsonDepth) outside.tooDeep(offset);
    if (passOver === undefined) {
      outside.open(open, path);
      return false;
    }
    const map = open === OPEN_OBJECT;
    const base = outside.position(offset);
    this.cut = { pattern, passOver, map, state: 'first', count: 0, key: null, base, indices: outside.indices() };
    return true;
  }

  private between(chunk: Buffer, index: number, cut: OpenCut): number {
    const byte = chunk[index];
    if (isSpace(byte)) return index + 1;
    if (byte === (cut.map ? CLOSE_OBJECT : CLOSE_ARRAY) && (cut.state === 'first' || cut.state === 'after')) {
      this.keep(chunk, index, index + 1);
      this.cut = null;
      this.outside.closed();
      return index + 1;
    }
    if (cut.state === 'after') {
      if (byte !== COMMA) this.fail('not valid JSON: a comma or a closing bracket is missing', index);
      cut.state = cut.map ? 'key' : 'value';
      return index + 1;
    }
    if (cut.state === 'colon') {
      if (byte !== COLON) this.fail('not valid JSON: a colon is missing', index);
      cut.state = 'value';
      return index + 1;
    }
    this.isKey = cut.map && cut.state !== 'value';
    if (this.isKey ? byte !== QUOTE : byte === COMMA || byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) {
      this.fail(`not valid JSON: a ${this.isKey ? 'key' : 'value'} is missing`, index);
    }
    if (!this.isKey && cut.count >= LIMITS.results) {
      this.fail(`more than the limit of ${LIMITS.results} items in ${cut.pattern}`, index);
    }
    this.inElement = true;
    this.elementStart = this.base + index;
    return index;
  }

  /** Scans to the end of an element. The hot loop: every byte of a large report goes through it. */
  private element(chunk: Buffer, start: number): number {
    const size = chunk.length;
    let i = start + this.ahead;
    this.ahead = 0;
    let depth = this.depth;
    let inString = this.inString;
    const room = LIMITS.jsonDepth - this.outside.stack.length - 1;
    while (i < size) {
      const byte = chunk[i];
      if (inString) {
        if (byte === BACKSLASH) i++;
        else if (byte === QUOTE) {
          inString = false;
          if (depth === 0) return this.finish(chunk, start, i + 1);
        }
      } else if (byte === QUOTE) inString = true;
      else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
        if (++depth > room) this.outside.tooDeep(this.base + i);
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
        if (depth === 0) return this.finish(chunk, start, i);
        if (--depth === 0) return this.finish(chunk, start, i + 1);
      } else if (depth === 0 && (byte === COMMA || isSpace(byte))) return this.finish(chunk, start, i);
      i++;
    }
    this.ahead = i - size;
    this.depth = depth;
    this.inString = inString;
    this.hold(chunk.subarray(start), size - 1);
    return size;
  }

  private hold(part: Buffer, index: number): void {
    if (this.cut?.passOver === true && !this.isKey) return;
    this.held += part.length;
    if (this.held > LIMITS.jsonElement) {
      this.fail(`one item is larger than the limit of ${LIMITS.jsonElement} bytes`, index);
    }
    this.parts.push(part);
  }

  private finish(chunk: Buffer, start: number, end: number): number {
    const cut = this.cut;
    this.inElement = false;
    this.inString = false;
    this.depth = 0;
    if (cut === null) return end;
    let text: string | null = null;
    if (!cut.passOver || this.isKey) {
      if (this.parts.length > 0) {
        this.hold(chunk.subarray(start, end), end);
        text = Buffer.concat(this.parts).toString('utf8');
        this.parts = [];
        this.held = 0;
      } else text = chunk.toString('utf8', start, end);
    }
    if (this.isKey) {
      cut.key = parseKey(text ?? '', this.elementStart);
      cut.state = 'colon';
      return end;
    }
    const at = cut.map ? `.${(cut.key ?? '').slice(0, 100)}` : `[${cut.count}]`;
    const position = cut.base === '' && cut.map ? at.slice(1) : cut.base + at;
    const indices = [...cut.indices, cut.count];
    cut.count++;
    cut.state = 'after';
    this.onElement({ cut: cut.pattern, text, offset: this.elementStart, position, indices, key: cut.key });
    return end;
  }

  private keep(chunk: Buffer, from: number, to: number): void {
    this.outside.keep(chunk, from, to, this.base + from);
  }
}
