import type { FindingRecord } from './record.ts';

export const TERM_KINDS = ['path', 'package'] as const;
export type TermKind = (typeof TERM_KINDS)[number];

/** An index entry must stay below a third of a page; search needs no more of a path. */
const MAX_TERM = 500;

/** Search terms of a record: what the dictionary of paths and packages must know. */
export function termsOf(record: Pick<FindingRecord, 'path' | 'packageName'>): { kind: TermKind; term: string }[] {
  const terms: { kind: TermKind; term: string }[] = [];
  if (record.path) terms.push({ kind: 'path', term: cut(record.path) });
  if (record.packageName) terms.push({ kind: 'package', term: cut(record.packageName) });
  return terms;
}

const cut = (text: string): string => text.slice(0, MAX_TERM).toWellFormed();
