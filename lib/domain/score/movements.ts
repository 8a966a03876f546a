/** What moved a score: its largest parts in tenths, and what else did. */
export interface Movements<T> {
  shown: { item: T; points: number }[];
  /** What the other parts, and rounding, add to the change; 0: nothing. */
  rest: number;
}

/** Smaller parts are no row of their own, but for what joined. */
const MIN_POINTS = 0.05;

/**
 * The parts that moved a score most, at most `limit`, so that their tenths and the rest are exactly `change`, which is in
 * tenths itself. Null: the change is not known, so there is no rest.
 */
export function movements<T extends { points: number; joined?: boolean }>(
  parts: readonly T[],
  change: number | null,
  limit: number,
): Movements<T> {
  const shown = parts
    .filter(({ points, joined }) => joined === true || Math.abs(points) >= MIN_POINTS)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points))
    .slice(0, limit)
    .map((item) => ({ item, tenths: Math.round(item.points * 10) }));
  const sum = shown.reduce((all, { tenths }) => all + tenths, 0);
  const rest = change === null ? 0 : Math.round(change * 10) - sum;
  return { shown: shown.map(({ item, tenths }) => ({ item, points: tenths / 10 || 0 })), rest: rest / 10 || 0 };
}
