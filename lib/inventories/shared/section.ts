import type { SectionState } from '#lib/domain/privilege/inventory.ts';
import type { Outline } from '#lib/scanners/contract.ts';
import { asRecord, asString, isRecord, type Json, oneLine } from '#lib/scanners/shared/text.ts';
import type { Slimmer } from './slim.ts';

/**
 * `object`: settings; `list`: rows; `lists`: rows in several members of one object; `each`: a row for each resource that
 * was asked, `{repo, status, data}`; `text`: a table or a policy as it was written.
 */
export interface SectionShape {
  kind: 'object' | 'list' | 'lists' | 'each' | 'text';
  /** The member that holds the rows where the vendor wraps them: `{total_count, runners: []}`. */
  list?: string;
  /** Of `lists`: the members. Each row says in which it was. */
  lists?: readonly string[];
  /** Lists whose rows are taken with all that is in them: what is called `value` there holds none. */
  whole?: readonly string[];
  /** Members of which one must be there, by which data is told from an error in its place. */
  has?: readonly string[];
  /** Of `each`: the member that names the resource. A vendor's own file does so by its name. */
  key?: string;
  /** Of `text`: the text where an object holds it. */
  inside?(data: Json): string | null;
  /** What is missing from an object of the vendor's, such as further pages; null: nothing. */
  missing?(data: Json): string | null;
  /** Of `list`: the rows of a table, with the names of columns that the sender said. */
  table?(text: string, mapping: Readonly<Record<string, string>>): Promise<Row[]>;
  /** Whether a vendor's own file is this section, by its content or what its tools call it; by our name it is in any case. */
  own?(outline: Outline, name: string): boolean;
}

export interface Row {
  value: Json;
  position: string;
  /** Of `lists`: in which. */
  list: string;
}

export interface RawSection {
  status: SectionState;
  reason: string | null;
  rows: Row[];
  /** Rows that were no objects. */
  unread: { position: string; reason: string }[];
  object: Json | null;
  text: string | null;
}

export type Given = Pick<RawSection, 'rows' | 'unread'> | undefined;

const nothing = (): Omit<RawSection, 'status' | 'reason'> => ({ rows: [], unread: [], object: null, text: null });

/** `{status, data}`, or the data itself; null says that there is none. `given`: its rows, which were cut out of it. */
export function sectionOf(
  value: unknown,
  shape: SectionShape,
  given: Given,
  slimmer: Slimmer,
  position: string,
): RawSection {
  if (value === undefined) return { ...nothing(), status: 'absent', reason: null };
  const wrapped = isRecord(value) && (value.status === 'ok' || value.status === 'failed') ? value : null;
  if (wrapped?.status === 'failed') return failed(wrapped);
  const data = wrapped === null ? value : wrapped.data;
  if (data === null || data === undefined) return { ...nothing(), status: 'failed', reason: 'no data' };
  return dataOf(data, shape, given, slimmer, position);
}

export function dataOf(
  data: unknown,
  shape: SectionShape,
  given: Given,
  slimmer: Slimmer,
  position: string,
): RawSection {
  const missing = isRecord(data) ? (shape.missing?.(data) ?? null) : null;
  if (missing !== null) return { ...nothing(), status: 'failed', reason: missing };
  switch (shape.kind) {
    case 'object':
      return objectOf(data, shape, slimmer, position);
    case 'text':
      return textOf(data, shape);
    case 'list':
    case 'lists':
    case 'each':
      return rowsOf(data, shape, given);
  }
}

function rowsOf(data: unknown, shape: SectionShape, given: Given): RawSection {
  if (!hasRows(data, shape)) return failed(asRecord(data));
  const rows = given ?? { rows: [], unread: [] };
  const said = isRecord(data) ? (data.total_count ?? data.TotalCount) : null;
  const total = typeof said === 'number' ? said : null;
  const count = rows.rows.length + rows.unread.length;
  if (total !== null && total > count) {
    return { ...nothing(), status: 'failed', reason: `${count} of ${total} rows: fetch every page` };
  }
  return { status: 'ok', reason: null, ...rows, object: null, text: null };
}

function hasRows(data: unknown, { kind, list, lists = [] }: SectionShape): boolean {
  if (kind === 'lists') return lists.some((path) => Array.isArray(below(data, path)));
  return Array.isArray(data) || (isRecord(data) && list !== undefined && Array.isArray(data[list]));
}

/** `graph.nodes` of `{graph: {nodes: []}}`. */
const below = (data: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((found, name) => asRecord(found)[name], data);

function textOf(data: unknown, { inside }: SectionShape): RawSection {
  const text = typeof data === 'string' ? data : isRecord(data) ? (inside?.(data) ?? null) : null;
  return text === null ? failed(asRecord(data)) : { ...nothing(), status: 'ok', reason: null, text };
}

function objectOf(data: unknown, { has = [] }: SectionShape, slimmer: Slimmer, position: string): RawSection {
  if (!isRecord(data)) return { ...nothing(), status: 'failed', reason: 'not an object' };
  const isError = !has.some((name) => Object.hasOwn(data, name));
  return isError
    ? failed(data)
    : { ...nothing(), status: 'ok', reason: null, object: asRecord(slimmer.slim(data, position)) };
}

/** What systems and collectors say of a failure: `{http, reason}`, or an error in place of the data. */
export function failed(of: Json): RawSection {
  return { ...nothing(), status: 'failed', reason: failureWords(of) };
}

export function failureWords(of: Json): string {
  const http = typeof of.http === 'number' ? `HTTP ${of.http}` : null;
  const inner = asRecord(of.error);
  const said = asString(of.reason) ?? asString(of.message) ?? asString(inner.message) ?? asString(of.error);
  const words = [http, said === null ? null : oneLine(said, 200).replace(/\.$/, '')].filter((text) => text !== null);
  return words.length === 0 ? 'there is no data of the expected shape' : words.join(', ');
}
