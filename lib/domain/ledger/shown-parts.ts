/**
 * Parts in tenths that add up to the whole as it is shown: each is rounded to one of its neighbours, those first that are
 * nearest to the other one. What rounding the whole itself has added goes to the largest.
 */
export function shownParts(parts: readonly number[], whole: number): number[] {
  const exact = parts.map((part) => part * 10);
  const rounded = exact.map((part) => Math.round(part));
  let left = Math.round(whole * 10) - rounded.reduce((sum, part) => sum + part, 0);
  const step = Math.sign(left);
  const order = exact
    .map((part, index) => ({ index, off: (part - (rounded[index] ?? 0)) * step, size: Math.abs(part) }))
    .sort((a, b) => b.off - a.off || b.size - a.size || a.index - b.index);
  for (const { index, off } of order) {
    if (left === 0 || off <= 0) break;
    rounded[index] = (rounded[index] ?? 0) + step;
    left -= step;
  }
  const largest = order.toSorted((a, b) => b.size - a.size || a.index - b.index)[0];
  if (left !== 0 && largest !== undefined) rounded[largest.index] = (rounded[largest.index] ?? 0) + left;
  return rounded.map((part) => part / 10 || 0);
}
