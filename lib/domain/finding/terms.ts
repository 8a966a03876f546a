import { cutTerm, placesOf } from './keywords.ts';
import type { FindingRecord } from './record.ts';

/** `path`: of the first location; `place`: every other one (see `placesOf`). */
export const TERM_KINDS = ['path', 'package', 'place'] as const;
export type TermKind = (typeof TERM_KINDS)[number];

type Named = Pick<FindingRecord, 'path' | 'packageName' | 'image' | 'resource' | 'locations'>;

/** Search terms of a record: what the dictionary of paths, packages and places must know. */
export function termsOf(record: Named): { kind: TermKind; term: string }[] {
  const terms: { kind: TermKind; term: string }[] = [];
  if (record.path) terms.push({ kind: 'path', term: cutTerm(record.path) });
  if (record.packageName) terms.push({ kind: 'package', term: cutTerm(record.packageName) });
  for (const place of placesOf(record)) terms.push({ kind: 'place', term: place });
  return terms;
}
