import type { FacetValue } from '#lib/contracts/finding.ts';
import { formatCapital } from '#lib/format.ts';

/** A count for one combination of facet values; severities as words. */
export interface Cell {
  state: string;
  category: string;
  severity: string;
  scanner: string;
  exploit?: string;
  repo?: string;
  count: number;
}

export type FacetName = 'state' | 'category' | 'severity' | 'exploit' | 'scanner' | 'repo';
export type Selection = Readonly<Partial<Record<FacetName, readonly string[] | null>>>;

const NAMES: readonly FacetName[] = ['state', 'category', 'severity', 'exploit', 'scanner', 'repo'];

/** Whether a cell is of the choices in these facets. */
function isChosen(cell: Cell, names: readonly FacetName[], selection: Selection): boolean {
  return names.every((name) => {
    const [chosen, mine] = [selection[name], cell[name]];
    return !chosen || mine === undefined || chosen.includes(mine);
  });
}

/** Counts of one facet's values under all other facets' choices; a chosen value is listed even with none left. */
export function facetOf(cells: readonly Cell[], name: FacetName, selection: Selection): Map<string, number> {
  const counts = new Map((selection[name] ?? []).map((value) => [value, 0]));
  const others = NAMES.filter((other) => other !== name);
  for (const cell of cells) {
    const value = cell[name];
    if (value === undefined || !isChosen(cell, others, selection)) continue;
    counts.set(value, (counts.get(value) ?? 0) + cell.count);
  }
  return counts;
}

/** How many are left under all choices. */
export function countChosen(cells: readonly Cell[], selection: Selection): number {
  return cells.reduce((sum, cell) => (isChosen(cell, NAMES, selection) ? sum + cell.count : sum), 0);
}

interface Shown {
  /** Fixed order; by count where it is not given. */
  order?: readonly string[];
  label?: (value: string) => string;
  limit?: number;
}

export function facetValues(
  counts: ReadonlyMap<string, number>,
  selected: readonly string[] | null | undefined,
  { order, label = formatCapital, limit = 100 }: Shown = {},
): FacetValue[] {
  const place = (value: string): number => (order ? order.indexOf(value) : 0);
  return [...counts]
    .sort(([a, x], [b, y]) => place(a) - place(b) || y - x || (a < b ? -1 : 1))
    .filter(([value], index) => index < limit || selected?.includes(value))
    .map(([value, count]) => ({
      value,
      label: label(value),
      count,
      selected: selected?.includes(value) ?? false,
    }));
}
