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

/** The most places of a finding that have code around them. */
const MOST_AROUND = 3;

/**
 * Places in their order, each once. Of those that differ only in the code around them the same one is kept, whatever
 * the order they come in, and only the first few keep that code.
 */
export function uniqueLocations(places: readonly Location[]): Location[] {
  if (places.every((at) => at.around === undefined)) return uniqueSorted(places, compareLocations);
  const sorted = places.toSorted((a, b) => compareLocations(a, b) || compareAround(a, b));
  let left = MOST_AROUND;
  return uniqueSorted(sorted, compareLocations).map((at) => {
    if (at.around === undefined || left-- > 0) return at;
    const { around: _, ...place } = at;
    return place;
  });
}

/** Those with code first. */
function compareAround({ around: a }: Location, { around: b }: Location): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return a.line - b.line || compareText(a.text, b.text);
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
