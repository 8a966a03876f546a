import { LIMITS } from './limits.ts';

export const OPEN_ARRAY = 0x5b;
export const OPEN_OBJECT = 0x7b;

/** What is wrong and at which byte; `json.ts` turns it into a line and column. */
export class JsonFault extends Error {
  readonly offset: number;
  constructor(reason: string, offset: number) {
    super(reason);
    this.offset = offset;
  }
}

interface Frame {
  open: number;
  /** Path pattern of this container: `runs[].tool`. */
  path: string;
  index: number;
  /** Where the current member's key stands in the kept bytes. */
  keyFrom: number;
  keyTo: number;
}

export function parseKey(text: string, offset: number): string {
  try {
    return String(JSON.parse(text));
  } catch {
    throw new JsonFault('not valid JSON: a key that is no string', offset);
  }
}

/** The bytes outside of cut-out elements, and where in the document they stand. */
export class JsonSkeleton {
  /** The next string is a member's key. */
  expectKey = false;
  finished = false;
  readonly stack: Frame[] = [];
  private bytes = Buffer.alloc(4096);
  private length = 0;
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  text(): string {
    return this.bytes.toString('utf8', 0, this.length);
  }

  /** `offset`: where `chunk[from]` stands in the source. */
  keep(chunk: Buffer, from: number, to: number, offset: number): void {
    const extra = to - from;
    if (extra <= 0) return;
    if (this.length + extra > this.limit) {
      const at = offset + Math.max(0, this.limit - this.length);
      throw new JsonFault(`more than the limit of ${this.limit} bytes outside of its results`, at);
    }
    if (this.length + extra > this.bytes.length) {
      const grown = Buffer.alloc(Math.max(this.bytes.length * 2, this.length + extra));
      this.bytes.copy(grown, 0, 0, this.length);
      this.bytes = grown;
    }
    chunk.copy(this.bytes, this.length, from, to);
    this.length += extra;
  }

  openString(pending: number): void {
    const frame = this.stack.at(-1);
    if (this.expectKey && frame !== undefined) frame.keyFrom = this.length + pending;
  }

  closeString(pending: number): void {
    const frame = this.stack.at(-1);
    if (this.expectKey && frame !== undefined) frame.keyTo = this.length + pending + 1;
    this.expectKey = false;
  }

  nextMember(offset: number): void {
    const frame = this.stack.at(-1);
    if (frame === undefined) throw new JsonFault('not valid JSON: a comma outside of everything', offset);
    frame.index++;
    this.expectKey = frame.open === OPEN_OBJECT;
  }

  open(open: number, path: string): void {
    this.stack.push({ open, path, index: 0, keyFrom: 0, keyTo: 0 });
    this.expectKey = open === OPEN_OBJECT;
  }

  close(close: number, offset: number): void {
    const frame = this.stack.pop();
    // In ASCII both closing brackets stand two after their opening ones.
    if (frame === undefined || frame.open !== close - 2) {
      throw new JsonFault('not valid JSON: a closing bracket that nothing opened', offset);
    }
    this.closed();
  }

  closed(): void {
    this.expectKey = false;
    this.finished = this.stack.length === 0;
  }

  /** Path pattern of the value that begins here. */
  pathHere(offset: number): string {
    const frame = this.stack.at(-1);
    if (frame === undefined) return '';
    if (frame.open === OPEN_ARRAY) return `${frame.path}[]`;
    const key = this.key(frame, offset);
    return frame.path === '' ? key : `${frame.path}.${key}`;
  }

  /** Place of the value that begins here, for a person: `runs[0].results`. */
  position(offset: number): string {
    let text = '';
    for (const frame of this.stack) {
      if (frame.open === OPEN_ARRAY) text += `[${frame.index}]`;
      else text += `${text === '' ? '' : '.'}${this.key(frame, offset).slice(0, 100)}`;
    }
    return text;
  }

  indices(): number[] {
    return this.stack.filter((frame) => frame.open === OPEN_ARRAY).map((frame) => frame.index);
  }

  tooDeep(offset: number): never {
    throw new JsonFault(`nested deeper than the limit of ${LIMITS.jsonDepth} levels`, offset);
  }

  private key(frame: Frame, offset: number): string {
    return parseKey(this.bytes.toString('utf8', frame.keyFrom, frame.keyTo), offset);
  }
}
