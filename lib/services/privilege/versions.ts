import { isDeepStrictEqual } from 'node:util';
import {
  grantColumns,
  grantRecord,
  principalColumns,
  principalRecord,
  resourceColumns,
  resourceRecord,
} from '#db/queries/privilege-columns.ts';
import type { NewRow, StoredRow } from '#db/queries/privilege-write.ts';
import { mergeRecord } from '#lib/domain/privilege/history/merge-record.ts';
import type { RowKind, RowRecord } from '#lib/domain/privilege/history/row.ts';
import type { RowLine } from './row-file.ts';

/** The version of a row that a snapshot says, beside numbers of what it refers to. */
export interface Said {
  line: RowLine;
  record: RowRecord;
  /** Fields that are not said any more. */
  unknownFields: string[] | null;
  unknownSince: number | null;
}

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

export const fresh = (line: RowLine): Said => ({ line, record: line.read(), unknownFields: null, unknownSince: null });

/** What is said now, over what stood; null: it comes to the same. */
export function said<K extends RowKind>(kind: K, line: RowLine, stood: StoredRow<K>, snapshot: number): Said | null {
  const before = recordOf(kind, stood);
  const { record, unknown } = mergeRecord(before, line.read());
  const fields = 'unknownFields' in stood ? stood.unknownFields : null;
  const unknownFields = unknown.length === 0 ? null : unknown;
  const wasUnknown = stood.unknownSince !== null && fields === null;
  if (!wasUnknown && isDeepStrictEqual(fields, unknownFields) && isDeepStrictEqual(told(before), told(record)))
    return null;
  // What is not said since an earlier snapshot is not said since then, whatever else changes.
  const since = wasUnknown ? snapshot : (stood.unknownSince ?? snapshot);
  return { line, record, unknownFields, unknownSince: unknownFields === null ? null : since };
}

function recordOf<K extends RowKind>(kind: K, row: StoredRow<K>): RowRecord {
  if (kind === 'principal') return principalRecord(row as StoredRow<'principal'>);
  if (kind === 'resource') return resourceRecord(row as StoredRow<'resource'>);
  return kind === 'grant' ? grantRecord(row as StoredRow<'grant'>) : {};
}

/** Not told and left out are the same. */
function told(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(told);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]) => (each === null || each === undefined ? [] : [[name, told(each)]])),
  );
}

const validityOf = ({ line, unknownSince }: Said, snapshot: number) => ({
  since: snapshot,
  until: null,
  unknownSince,
  key: bytes(line.key),
  content: bytes(line.content),
  sections: line.sections === null ? null : line.sections.join(','),
});

export function principalRow(
  each: Said,
  snapshot: number,
  { number, level, rights }: Pick<StoredRow<'principal'>, 'number' | 'level' | 'rights'>,
): NewRow<'principal'> {
  const { unknownFields, record } = each;
  return { ...validityOf(each, snapshot), unknownFields, number, ...principalColumns(record), level, rights };
}

export function resourceRow(
  each: Said,
  snapshot: number,
  { number, parent }: Pick<StoredRow<'resource'>, 'number' | 'parent'>,
): NewRow<'resource'> {
  const { unknownFields, record } = each;
  return { ...validityOf(each, snapshot), unknownFields, number, parent, ...resourceColumns(record) };
}

export function membershipRow(
  each: Said,
  snapshot: number,
  { member, groupNumber }: Pick<StoredRow<'membership'>, 'member' | 'groupNumber'>,
): NewRow<'membership'> {
  return { ...validityOf(each, snapshot), member, groupNumber };
}

export function grantRow(
  each: Said,
  snapshot: number,
  { principal, resource }: Pick<StoredRow<'grant'>, 'principal' | 'resource'>,
): NewRow<'grant'> {
  const { unknownFields, record } = each;
  return { ...validityOf(each, snapshot), unknownFields, principal, resource, ...grantColumns(record) };
}
