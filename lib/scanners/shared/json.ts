import { ReportError, type ReportSource } from '#lib/scanners/contract.ts';
import { utf8Chunks } from './decode.ts';
import { type CutElement, JsonCutter } from './json-cutter.ts';
import { jsonErrorIndex } from './json-error.ts';
import { JsonFault } from './json-skeleton.ts';
import { LIMITS } from './limits.ts';

export interface JsonItem {
  /** The pattern that cut it out. */
  cut: string;
  value: unknown;
  /** `runs[0].results[12]`. */
  position: string;
  /** The array indices on its path, its own place among its siblings last: [0, 12]. */
  indices: number[];
  /** Member name when the cut is a map. */
  key: string | null;
}

export interface JsonOptions {
  /**
   * Patterns of arrays (`results[]`, `runs[].results[]`, `[]` for the root) and of maps (`vulnerabilities{}`) whose
   * members are handed to `onItem` one by one. A pattern that meets another type of value leaves it in the skeleton.
   */
  cuts: readonly string[];
  /** Patterns passed over: emptied in the skeleton, never parsed, not validated. For a first pass over the rest. */
  passOver?: readonly string[];
  onItem(item: JsonItem): void;
}

/**
 * Reads strict JSON with memory bounded by the skeleton and one item. Returns the document with the cut containers
 * empty. Duplicate keys: the last one wins in the skeleton, items of both are handed out.
 * Throws ReportError with line and column.
 */
export async function readJson(source: ReportSource, options: JsonOptions): Promise<unknown> {
  const cuts = new Map<string, boolean>();
  for (const pattern of options.cuts) cuts.set(pattern, false);
  for (const pattern of options.passOver ?? []) cuts.set(pattern, true);
  const cutter = new JsonCutter(cuts, (element) => deliver(element, options), LIMITS.jsonSkeleton);
  try {
    for await (const chunk of utf8Chunks(source)) cutter.push(chunk);
    return parseSkeleton(cutter.end());
  } catch (error) {
    if (error instanceof SkeletonFault) {
      throw new ReportError(error.message, await placeOf(source, await offsetInSource(source, cuts, error.index)));
    }
    if (error instanceof JsonFault) throw new ReportError(error.message, await placeOf(source, error.offset));
    throw error;
  }
}

function deliver(element: CutElement, options: JsonOptions): void {
  const { text, cut, position, indices, key } = element;
  if (text === null) return;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const before = Buffer.byteLength(text.slice(0, jsonErrorIndex(text)));
    throw new JsonFault(`not valid JSON in ${position}`, element.offset + before);
  }
  options.onItem({ cut, value, position, indices, key });
}

class SkeletonFault extends Error {
  readonly index: number;
  constructor(reason: string, index: number) {
    super(reason);
    this.index = index;
  }
}

function parseSkeleton(text: string): unknown {
  if (text.trim() === '') throw new ReportError('the report is empty');
  try {
    return JSON.parse(text);
  } catch {
    // V8's own message quotes the document: it never leaves this function.
    throw new SkeletonFault('not valid JSON', Buffer.byteLength(text.slice(0, jsonErrorIndex(text))));
  }
}

/** Second reading: where the skeleton's byte `index` stands in the source. */
async function offsetInSource(
  source: ReportSource,
  cuts: ReadonlyMap<string, boolean>,
  index: number,
): Promise<number> {
  const cutter = new JsonCutter(cuts, () => {}, index);
  try {
    for await (const chunk of utf8Chunks(source)) cutter.push(chunk);
  } catch (error) {
    if (error instanceof JsonFault) return error.offset;
    throw error;
  }
  return source.size;
}

/** Line and column (both from 1, columns in characters) of a byte. Reads the source again: only errors pay for it. */
async function placeOf(source: ReportSource, offset: number): Promise<string> {
  let line = 1;
  let column = 1;
  let at = 0;
  for await (const chunk of utf8Chunks(source)) {
    for (const byte of chunk) {
      if (at++ >= offset) return `line ${line}, column ${column}`;
      if (byte === 0x0a) {
        line++;
        column = 1;
      } else if ((byte & 0xc0) !== 0x80) column++;
    }
  }
  return `line ${line}, column ${column}`;
}
