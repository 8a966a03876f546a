import type { Location } from './finding.ts';

/** Code unit order: the same on every machine, whatever its language. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

const PLACE_FIELDS = ['startLine', 'startColumn', 'endLine'] as const;

/** By path, then line and column; 0 only for the very same location. Unknown sorts first. */
export function compareLocations(a: Location, b: Location): number {
  const byPath = compareText(a.path ?? '', b.path ?? '');
  if (byPath !== 0) return byPath;
  for (const field of PLACE_FIELDS) {
    const difference = (a[field] ?? 0) - (b[field] ?? 0);
    if (difference !== 0) return difference;
  }
  return compareText(a.label ?? '', b.label ?? '') || compareText(a.snippet ?? '', b.snippet ?? '');
}

/** Sorted, each once by the same order. */
export function uniqueSorted<T>(values: readonly T[], compare?: (a: T, b: T) => number): T[];
export function uniqueSorted(values: readonly string[]): string[];
export function uniqueSorted<T>(values: readonly T[], compare: (a: T, b: T) => number = compareAny): T[] {
  if (values.length < 2) return [...values];
  const sorted = values.toSorted(compare);
  return sorted.filter((value, index) => {
    const previous = sorted[index - 1];
    return index === 0 || previous === undefined || compare(previous, value) !== 0;
  });
}

function compareAny(a: unknown, b: unknown): number {
  return compareText(String(a), String(b));
}
