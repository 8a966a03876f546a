import { type Outline, ReportError, type ReportSource } from '#lib/scanners/contract.ts';
import { utf8Chunks } from '#lib/scanners/shared/decode.ts';
import { readJson } from '#lib/scanners/shared/json.ts';
import { outlineOf } from '#lib/scanners/shared/outline.ts';
import { asRecord, isRecord, type Json } from '#lib/scanners/shared/text.ts';
import type { ZipReport } from '#lib/scanners/shared/zip.ts';
import { failureOf } from './failure-of.ts';
import { MANIFEST } from './manifest.ts';
import { cutsOf, takeRow } from './rows.ts';
import { dataOf, type Given, type RawSection, type SectionShape } from './section.ts';
import type { Slimmer } from './slim.ts';

type Shapes = Readonly<Record<string, SectionShape>>;

/**
 * Sections from a vendor's own files. A file is of the section that its name, or its folder's, says, or else of the one
 * whose content it has; several of one section are read as one. Files that nobody reads are named.
 * @throws ReportError with the file, for one that is broken
 */
export async function readFiles(files: ZipReport, shapes: Shapes, slimmer: Slimmer, mapping: Json) {
  const read = new Map<string, RawSection>();
  const strange: string[] = [];
  let failure: string | null = null;
  for (const name of files.entries.filter((each) => each !== MANIFEST).toSorted()) {
    const source = await files.source(name);
    const outline = await inFile(name, () => outlineOf(source));
    const section = Object.keys(shapes).find((each) => isNamed(name, each)) ?? byContent(outline, name, shapes);
    if (section === undefined) failure ??= failureIn(outline);
    const shape = section === undefined ? undefined : shapes[section];
    if (section === undefined || shape === undefined) {
      strange.push(name);
      continue;
    }
    const part = await inFile(name, () => readFile(name, source, outline, shape, slimmer, wordsOf(mapping[section])));
    read.set(section, joined(read.get(section), part, name));
  }
  if (read.size === 0 && failure !== null) throw new ReportError(`the body of an error, in place of data: ${failure}`);
  if (read.size === 0) {
    const known = Object.keys(shapes).join(', ');
    throw new ReportError(`none of the files is one that is read here; name them after what they are: ${known}`);
  }
  for (const section of Object.keys(shapes)) {
    if (!read.has(section)) {
      read.set(section, { status: 'absent', reason: null, rows: [], unread: [], object: null, text: null });
    }
  }
  // In the order of the shapes, whatever the files are called.
  const sections = new Map(Object.keys(shapes).flatMap((name) => [...read].filter(([each]) => each === name)));
  return { sections, strange };
}

/** What an error of a vendor's API says, where it stands in place of what was asked for. */
const failureIn = (outline: Outline): string | null =>
  outline.kind === 'json' && 'value' in outline && isRecord(outline.value) ? failureOf({ data: outline.value }) : null;

/** `secrets.json`, `Secrets-2.json`, `secrets/eu-west-1.json`. */
function isNamed(path: string, section: string): boolean {
  const plain = path.toLowerCase().replaceAll('-', '_').split('/');
  const last = plain.pop() ?? '';
  return plain.includes(section) || new RegExp(`^${section}(?:_[0-9]+)?\\.[a-z]+$`).test(last);
}

const byContent = (outline: Outline, name: string, shapes: Shapes): string | undefined =>
  Object.entries(shapes).find(([, { own }]) => own?.(outline, name) === true)?.[0];

async function readFile(
  name: string,
  source: ReportSource,
  outline: Outline,
  shape: SectionShape,
  slimmer: Slimmer,
  mapping: Readonly<Record<string, string>>,
): Promise<RawSection> {
  if (shape.table !== undefined && outline.kind === 'text') {
    const rows = await shape.table(await textOf(source), mapping);
    return { status: 'ok', reason: null, rows, unread: [], object: null, text: null };
  }
  if (shape.kind === 'text' && outline.kind !== 'json')
    return dataOf(await textOf(source), shape, undefined, slimmer, name);
  if (outline.kind !== 'json') throw new ReportError('not JSON');
  if (shape.kind === 'each') return answerOf(name, source, shape, slimmer);
  const rows: NonNullable<Given> = { rows: [], unread: [] };
  const data = await readJson(source, {
    cuts: cutsOf(shape, ''),
    onItem: (item) => takeRow(rows, item, slimmer, shape, name),
  });
  return dataOf(data, shape, rows, slimmer, name);
}

/** The answer about the one resource that the file is called after. */
async function answerOf(name: string, source: ReportSource, { key = 'repo' }: SectionShape, slimmer: Slimmer) {
  const data = slimmer.slim(await readJson(source, { cuts: [], onItem() {} }), name);
  const stem = (name.split('/').pop() ?? '').replace(/\.json$/i, '');
  const row = { value: { [key]: stem, data }, position: name, list: '' };
  return { status: 'ok' as const, reason: null, rows: [row], unread: [], object: null, text: null };
}

/** Headers of a table by members of ours. */
function wordsOf(mapping: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(asRecord(mapping)).flatMap(([member, header]) =>
      typeof header === 'string' ? [[member, header] as const] : [],
    ),
  );
}

async function textOf(source: ReportSource): Promise<string> {
  const parts: Buffer[] = [];
  for await (const chunk of utf8Chunks(source)) parts.push(chunk);
  return Buffer.concat(parts).toString('utf8');
}

/** One that failed makes the whole section unknown: what it would have said is not in the others. */
function joined(known: RawSection | undefined, part: RawSection, name: string): RawSection {
  const said = part.status === 'failed' ? { ...part, reason: `${name}: ${part.reason}` } : part;
  if (known === undefined || said.status === 'failed') return said;
  if (known.status === 'failed') return known;
  if (known.object !== null || known.text !== null) {
    throw new ReportError(`there are two files of the same section: ${name} and another`);
  }
  return { ...known, rows: [...known.rows, ...part.rows], unread: [...known.unread, ...part.unread] };
}

async function inFile<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    throw new ReportError(error.message, error.position === null ? name : `${name}, ${error.position}`);
  }
}
