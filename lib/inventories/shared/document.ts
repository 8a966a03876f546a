import type { ReadSource, SectionState } from '#lib/domain/privilege/inventory.ts';
import { SCOPES } from '#lib/domain/privilege/scope.ts';
import { ReportError, type ReportSource } from '#lib/scanners/contract.ts';
import { readJson } from '#lib/scanners/shared/json.ts';
import { asRecord, asString, isRecord, type Json, oneLine } from '#lib/scanners/shared/text.ts';
import { Slimmer } from './slim.ts';

/**
 * `object`: settings; `list`: rows; `each`: a row for each repository or team that was asked, `{repo, status, data}`.
 * `list` names the member that holds the rows where the vendor wraps them: `{total_count, runners: []}`.
 */
export interface SectionShape {
  kind: 'object' | 'list' | 'each';
  list?: string;
  /** Members of which one must be there, by which data is told from an error in its place. */
  has?: readonly string[];
}

export interface Row {
  value: Json;
  position: string;
}

export interface RawSection {
  status: SectionState;
  reason: string | null;
  rows: Row[];
  /** Rows that were no objects. */
  unread: { position: string; reason: string }[];
  object: Json | null;
}

export interface InventoryDocument {
  scope: string;
  collectedAt: string;
  collector: string | null;
  sections: Map<string, RawSection>;
  /** Names of sections that this reader does not know. */
  strange: string[];
  stripped: { count: number; positions: string[] };
}

/** Reads `inventory/v1`: sections as `{status, data}`, or the data itself, where null says that there is none. */
export async function readDocument(
  source: ReportSource,
  system: ReadSource,
  shapes: Readonly<Record<string, SectionShape>>,
): Promise<InventoryDocument> {
  const slimmer = new Slimmer();
  const rows = new Map<string, { rows: Row[]; unread: RawSection['unread'] }>();
  const lists = Object.entries(shapes).filter(([, { kind }]) => kind !== 'object');
  const document = await readJson(source, {
    cuts: lists.flatMap(([name, { list }]) => [
      `sections.${name}[]`,
      `sections.${name}.data[]`,
      ...(list === undefined ? [] : [`sections.${name}.data.${list}[]`, `sections.${name}.${list}[]`]),
    ]),
    onItem({ cut, value, position }) {
      const name = /^sections\.([^.[]+)/.exec(cut)?.[1] ?? '';
      const into = rows.get(name) ?? { rows: [], unread: [] };
      rows.set(name, into);
      const slim = slimmer.slim(value, position);
      if (isRecord(slim)) into.rows.push({ value: slim, position });
      else into.unread.push({ position, reason: 'not an object' });
    },
  });
  const { scope, collected_at, collector, sections } = asRecord(document);
  if (!isRecord(sections)) throw new ReportError('not an inventory: sections is missing', 'sections');
  const read = new Map<string, RawSection>();
  for (const [name, shape] of Object.entries(shapes)) {
    const given = Object.hasOwn(sections, name) ? sections[name] : undefined;
    read.set(name, sectionOf(given, shape, rows.get(name), slimmer, `sections.${name}`));
  }
  return {
    ...headOf(system, scope, collected_at, collector),
    sections: read,
    strange: Object.keys(sections).filter((name) => !Object.hasOwn(shapes, name)),
    stripped: slimmer.stripped,
  };
}

function headOf(system: ReadSource, scope: unknown, collectedAt: unknown, collector: unknown) {
  const name = typeof scope === 'string' ? scope.trim() : '';
  const { pattern, words } = SCOPES[system];
  if (!pattern.test(name)) throw new ReportError(`scope must be ${words}`, 'scope');
  const at = typeof collectedAt === 'string' && collectedAt.length <= 64 ? Date.parse(collectedAt) : Number.NaN;
  const year = Number.isNaN(at) ? 0 : new Date(at).getUTCFullYear();
  if (year < 2008 || year > 2200) {
    throw new ReportError('collected_at must be a time such as "2026-03-02T06:00:00Z"', 'collected_at');
  }
  const by = asString(collector);
  return { scope: name, collectedAt: new Date(at).toISOString(), collector: by === null ? null : oneLine(by, 100) };
}

type Given = { rows: Row[]; unread: RawSection['unread'] } | undefined;

const nothing = { rows: [], unread: [], object: null };

function sectionOf(value: unknown, shape: SectionShape, given: Given, slimmer: Slimmer, position: string): RawSection {
  if (value === undefined) return { ...nothing, status: 'absent', reason: null };
  const wrapped = isRecord(value) && (value.status === 'ok' || value.status === 'failed') ? value : null;
  if (wrapped?.status === 'failed') return failed(wrapped);
  const data = wrapped === null ? value : wrapped.data;
  if (data === null || data === undefined) return { ...nothing, status: 'failed', reason: 'no data' };
  if (shape.kind === 'object') return objectOf(data, shape, slimmer, position);
  const list = Array.isArray(data) ? data : isRecord(data) && shape.list !== undefined ? data[shape.list] : undefined;
  if (!Array.isArray(list)) return failed(asRecord(data));
  const rows = given ?? { rows: [], unread: [] };
  const total = isRecord(data) && typeof data.total_count === 'number' ? data.total_count : null;
  const count = rows.rows.length + rows.unread.length;
  if (total !== null && total > count) {
    return { ...nothing, status: 'failed', reason: `${count} of ${total} rows: fetch every page` };
  }
  return { status: 'ok', reason: null, ...rows, object: null };
}

function objectOf(data: unknown, { has = [] }: SectionShape, slimmer: Slimmer, position: string): RawSection {
  if (!isRecord(data)) return { ...nothing, status: 'failed', reason: 'not an object' };
  const isError = !has.some((name) => Object.hasOwn(data, name));
  return isError
    ? failed(data)
    : { ...nothing, status: 'ok', reason: null, object: asRecord(slimmer.slim(data, position)) };
}

/** What systems and collectors say of a failure: `{http, reason}`, or an error in place of the data. */
function failed(of: Json): RawSection {
  return { ...nothing, status: 'failed', reason: failureWords(of) };
}

export function failureWords(of: Json): string {
  const http = typeof of.http === 'number' ? `HTTP ${of.http}` : null;
  const said = asString(of.reason) ?? asString(of.message) ?? asString(of.error);
  const words = [http, said === null ? null : oneLine(said, 200).replace(/\.$/, '')].filter((text) => text !== null);
  return words.length === 0 ? 'there is no data of the expected shape' : words.join(', ');
}
