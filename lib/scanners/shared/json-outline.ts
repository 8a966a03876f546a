import type { ReportSource } from '#lib/scanners/contract.ts';
import { utf8Chunks } from './decode.ts';
import { LIMITS } from './limits.ts';

/**
 * The beginning of a JSON text made whole: arrays and objects are closed where it was cut. `end`: where its first value
 * ended, null when that is not in sight.
 */
export function cutOff(head: string): { text: string; end: number | null } {
  let closers = '';
  let inString = false;
  // Every bracket moves it, so the brackets open at the end are those open there.
  let safe = 0;
  for (let i = 0; i < head.length; i++) {
    const c = head[i];
    if (inString) {
      if (c === '\\') i++;
      else if (c === '"') inString = false;
    } else if (c === '"') inString = true;
    else if (c === '{' || c === '[') {
      if (closers.length >= LIMITS.jsonDepth) break;
      closers = (c === '{' ? '}' : ']') + closers;
      safe = i + 1;
    } else if (c === '}' || c === ']') {
      closers = closers.slice(1);
      safe = i + 1;
      if (closers === '') return { text: head.slice(0, safe), end: safe };
    } else if (c === ',') safe = i;
  }
  return { text: head.slice(0, safe) + closers, end: null };
}

const VALUE_LIMIT = 256;
const KEYS_KEPT = 5_000;

/** Keys of a JSON object with their short scalars; containers are empty, long texts cut. By bytes, for big documents. */
export async function topLevel(source: ReportSource): Promise<Map<string, unknown>> {
  const found = new Map<string, unknown>();
  const scan: Scan = { depth: 0, inString: false, ahead: 0, member: [], found };
  for await (const chunk of utf8Chunks(source)) if (scanChunk(chunk, scan)) break;
  return found;
}

interface Scan {
  depth: number;
  inString: boolean;
  /** Bytes of the next chunk that belong to an escape begun in this one. */
  ahead: number;
  /** Bytes of the current member, up to a limit. */
  member: number[];
  found: Map<string, unknown>;
}

/** Returns true when the object has ended. State is in local variables for speed: every byte of a large report passes here. */
function scanChunk(chunk: Buffer, scan: Scan): boolean {
  let { depth, inString } = scan;
  let i = scan.ahead;
  for (; i < chunk.length; i++) {
    const byte = chunk[i] ?? 0;
    if (depth === 1 && scan.member.length < VALUE_LIMIT) scan.member.push(byte);
    if (inString) {
      if (byte === 0x5c) {
        i++;
        if (depth === 1 && i < chunk.length) scan.member.push(chunk[i] ?? 0);
      } else if (byte === 0x22) inString = false;
    } else if (byte === 0x22) inString = true;
    else if (byte === 0x7b || byte === 0x5b) {
      depth++;
      if (depth === 2) member(scan, byte === 0x7b ? '{}' : '[]');
      if (depth === 1) scan.member = [];
    } else if (byte === 0x7d || byte === 0x5d) {
      depth--;
      if (depth === 0) member(scan, '');
      if (depth === 0) return true;
    } else if (byte === 0x2c && depth === 1) member(scan, '');
  }
  scan.ahead = i - chunk.length;
  scan.depth = depth;
  scan.inString = inString;
  return false;
}

/** Adds the current member, whose bytes reach to its end or its opening bracket, inclusive. */
function member(scan: Scan, container: string): void {
  const text = Buffer.from(scan.member.slice(0, -1)).toString('utf8').trim();
  scan.member = [];
  if (scan.found.size >= KEYS_KEPT || text === '') return;
  try {
    const entries = Object.entries(JSON.parse(`{${text}${container}}`) as object);
    for (const [key, value] of entries) scan.found.set(key, value);
  } catch {
    // Broken, or cut because it is long: it decides nothing here and is refused by the parser.
  }
}
