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

/** Keys of a JSON object with their short scalars; containers are empty, long texts cut. By bytes, for big documents. */
export async function topLevel(source: ReportSource): Promise<Map<string, unknown>> {
  const found = new Map<string, unknown>();
  const scan = { depth: 0, inString: false, escaped: false, key: null as string | null, held: [] as number[] };
  for await (const chunk of utf8Chunks(source)) {
    for (const byte of chunk) {
      if (scan.depth === 1 && scan.held.length < VALUE_LIMIT) scan.held.push(byte);
      if (scan.inString) {
        if (scan.escaped) scan.escaped = false;
        else if (byte === 0x5c) scan.escaped = true;
        else if (byte === 0x22) scan.inString = false;
      } else if (byte === 0x22) scan.inString = true;
      else if (byte === 0x7b || byte === 0x5b) {
        scan.depth++;
        if (scan.depth === 1) scan.held = [];
        if (scan.depth === 2) member(found, scan.held, byte === 0x7b ? '{}' : '[]');
      } else if (byte === 0x7d || byte === 0x5d) {
        scan.depth--;
        if (scan.depth === 0) {
          member(found, scan.held, '');
          return found;
        }
        if (scan.depth === 1) scan.held = [];
      } else if (byte === 0x2c && scan.depth === 1) {
        member(found, scan.held, '');
        scan.held = [];
      }
    }
  }
  return found;
}

/** `held`: the bytes of one member up to its end or its opening bracket, that included. */
function member(found: Map<string, unknown>, held: readonly number[], container: string): void {
  if (found.size >= 1000) return;
  const text = Buffer.from(held.slice(0, -1)).toString('utf8').trim();
  try {
    const entries = Object.entries(JSON.parse(`{${text}${container}}`) as object);
    for (const [key, value] of entries) found.set(key, value);
  } catch {
    // Broken or cut member: it decides nothing here and is refused by the parser.
  }
}
