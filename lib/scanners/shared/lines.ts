import { ReportError, type ReportSource } from '#lib/scanners/contract.ts';
import { utf8Chunks } from './decode.ts';
import { LIMITS } from './limits.ts';

/**
 * Reads JSON lines: one value per line, blank lines ignored; `position` is `line 40`. A line that is not JSON goes to
 * `onBad` when there is one (tools that log between their results), else it is a ReportError.
 */
export async function readLines(
  source: ReportSource,
  onItem: (value: unknown, position: string) => void,
  onBad?: (position: string) => void,
): Promise<void> {
  let number = 0;
  let count = 0;
  for await (const line of textLines(source)) {
    number++;
    if (line.trim() === '') continue;
    if (++count > LIMITS.results) throw new ReportError(`more than the limit of ${LIMITS.results} lines`);
    const position = `line ${number}`;
    const parsed = parse(line);
    if (parsed !== null) onItem(parsed.value, position);
    else if (onBad === undefined) throw new ReportError('not valid JSON', position);
    else onBad(position);
  }
  if (count === 0) throw new ReportError('the report is empty');
}

function parse(line: string): { value: unknown } | null {
  if (tooDeep(line)) throw new ReportError(`nested deeper than the limit of ${LIMITS.jsonDepth} levels`);
  try {
    return { value: JSON.parse(line) };
  } catch {
    return null;
  }
}

function tooDeep(line: string): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < line.length; i++) {
    const c = line.charCodeAt(i);
    if (inString) {
      if (c === 0x5c) i++;
      else if (c === 0x22) inString = false;
    } else if (c === 0x22) inString = true;
    else if (c === 0x7b || c === 0x5b) {
      if (++depth > LIMITS.jsonDepth) return true;
    } else if (c === 0x7d || c === 0x5d) depth--;
  }
  return false;
}

/** Lines without their ends (LF or CRLF), each at most as large as one item may be. */
export async function* textLines(source: ReportSource): AsyncGenerator<string> {
  let parts: Buffer[] = [];
  let held = 0;
  for await (const chunk of utf8Chunks(source)) {
    let from = 0;
    for (let end = chunk.indexOf(0x0a); end !== -1; end = chunk.indexOf(0x0a, from)) {
      yield lineText(parts, chunk.subarray(from, end));
      parts = [];
      held = 0;
      from = end + 1;
    }
    held += chunk.length - from;
    if (held > LIMITS.jsonElement) throw new ReportError(`one line is larger than ${LIMITS.jsonElement} bytes`);
    parts.push(chunk.subarray(from));
  }
  if (held > 0) yield lineText(parts, Buffer.alloc(0));
}

function lineText(parts: readonly Buffer[], last: Buffer): string {
  const text = (parts.length === 0 ? last : Buffer.concat([...parts, last])).toString('utf8');
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}
