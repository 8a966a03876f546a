import { SaxesParser } from 'saxes';
import { type Outline, ReportError, type ReportSource } from '#lib/scanners/contract.ts';
import { utf8Chunks } from './decode.ts';
import { readJson } from './json.ts';
import { cutOff, topLevel } from './json-outline.ts';
import { LIMITS } from './limits.ts';
import { xmlText } from './xml-text.ts';
import { openArchive } from './zip-read.ts';

const HEAD = 1024 * 1024;
const TEXT_HEAD = 64 * 1024;
const CHILDREN = 100;

/**
 * What the document looks like, from its first MB; of a larger JSON object also the keys behind it. JSON lines with a
 * single line are `json`: nothing tells them apart. Throws ReportError for what is empty, a broken archive, or
 * begins like JSON and is none.
 */
export async function outlineOf(source: ReportSource): Promise<Outline> {
  const magic = Buffer.from(await source.slice(0, Math.min(4, source.size))).toString('latin1');
  if (magic.startsWith('PK')) {
    const { entries } = await openArchive(source);
    return { kind: 'zip', entries: entries.map((entry) => entry.fileName) };
  }
  const head = await headText(source);
  const first = head.trimStart()[0];
  if (first === undefined && head.length < HEAD) throw new ReportError('the report is empty');
  const text: Outline = { kind: 'text', head: head.slice(0, TEXT_HEAD) };
  if (first === '<') {
    const outline = await xmlOutline(source);
    // A page for people is no XML, whatever its first tags look like.
    return outline === null || outline.root.toLowerCase() === 'html' ? text : outline;
  }
  if (first === '{' || first === '[') return jsonOutline(source, head);
  // Tools written in Go write an empty list so.
  if (head.trim() === 'null') return { kind: 'json', value: null };
  return text;
}

async function headText(source: ReportSource): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of utf8Chunks(source)) {
    parts.push(chunk);
    size += chunk.length;
    if (size >= HEAD) break;
  }
  return Buffer.concat(parts).toString('utf8');
}

async function jsonOutline(source: ReportSource, head: string): Promise<Outline> {
  const { text, end } = cutOff(head);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Says where; reached only by documents that are refused anyway.
    await readJson(source, { cuts: [], onItem: () => {} });
    throw new ReportError('not valid JSON');
  }
  if (end !== null) return { kind: /^\s*[{[]/.test(head.slice(end, end + 1000)) ? 'jsonl' : 'json', value };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { kind: 'json', value };
  const later = await topLevel(source);
  return { kind: 'json', value: Object.fromEntries([...later, ...Object.entries(value)]) };
}

async function xmlOutline(source: ReportSource): Promise<Extract<Outline, { kind: 'xml' }> | null> {
  const parser = new SaxesParser({ xmlns: true });
  const found: { outline: Extract<Outline, { kind: 'xml' }> | null; broken: boolean } = {
    outline: null,
    broken: false,
  };
  let depth = 0;
  // What is malformed is said by the parser of the format; here it only ends the look.
  parser.on('error', () => {
    found.broken = true;
  });
  parser.on('opentag', (tag) => {
    depth++;
    // The parser looks through all open elements for a namespace: without a limit a small document takes minutes.
    if (depth > LIMITS.xmlDepth) throw new ReportError(`nested deeper than the limit of ${LIMITS.xmlDepth} levels`);
    if (found.outline === null) {
      const attributes = Object.values(tag.attributes).slice(0, CHILDREN);
      found.outline = {
        kind: 'xml',
        root: tag.local,
        namespace: tag.uri === '' ? null : tag.uri,
        attributes: Object.fromEntries(attributes.map((each) => [each.local, each.value])),
        children: [],
      };
    } else if (depth === 2 && found.outline.children.length < CHILDREN && !found.outline.children.includes(tag.local)) {
      found.outline.children.push(tag.local);
    }
  });
  parser.on('closetag', () => {
    depth--;
  });
  let size = 0;
  for await (const text of xmlText(source)) {
    parser.write(text);
    size += text.length;
    if (size >= HEAD || found.broken) break;
  }
  return found.outline;
}
