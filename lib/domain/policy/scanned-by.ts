import type { Category } from '#lib/domain/finding/finding.ts';
import type { ScannedCategory } from './gate-facts.ts';

interface Scanning {
  scanner: string;
  categories: readonly Category[];
  /** Of the last whole report. */
  lastSuccessAt: Date | null;
  lastSuccessCommit: string | null;
}

/** The newest whole report of each category. @param commit the one that is judged */
export function scannedBy(streams: readonly Scanning[], commit: string | null): ScannedCategory[] {
  const newest = new Map<Category, ScannedCategory>();
  const whole = streams.flatMap(({ lastSuccessAt: at, ...stream }) => (at === null ? [] : [{ ...stream, at }]));
  for (const { categories, scanner, at, lastSuccessCommit } of whole.toSorted(
    (a, b) => a.at.getTime() - b.at.getTime(),
  )) {
    const isThis = commit !== null && isSameCommit(lastSuccessCommit, commit);
    for (const category of categories) {
      const thisCommit = isThis || (newest.get(category)?.thisCommit ?? false);
      newest.set(category, { category, scanner, at: at.toISOString(), thisCommit });
    }
  }
  return [...newest.values()];
}

/** A short hash names the commits that begin with it. */
export function isSameCommit(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return one === other;
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  return a.startsWith(b) || b.startsWith(a);
}
