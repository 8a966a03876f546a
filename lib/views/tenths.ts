/** Rounds to one decimal, as figures are shown. */
export function tenths(points: number): number {
  // Never minus zero.
  return Math.round(points * 10) / 10 || 0;
}

/**
 * Rounds parts to tenths so that they add up to the rounded total: the remainder goes to the parts with the largest
 * rounding errors.
 */
export function tenthsAddingUp(parts: readonly number[], total: number): number[] {
  const whole = parts.map((part) => Math.floor(part * 10 + 1e-6));
  const rest = (index: number): number => (parts[index] ?? 0) * 10 - (whole[index] ?? 0);
  const order = parts.map((_, index) => index).sort((a, b) => rest(b) - rest(a) || a - b);
  // Parts that are zero get no share of the remainder, unless all are.
  const existing = order.filter((index) => (parts[index] ?? 0) > 1e-7);
  const takers = existing.length > 0 ? existing : order;
  let left = Math.round(total * 10) - whole.reduce((sum, part) => sum + part, 0);
  // With NaN or infinity the loop would not end.
  for (let at = 0; Math.abs(left) > 0 && Number.isFinite(left) && takers.length > 0; at += 1) {
    const step = Math.sign(left);
    const index = takers.at((step > 0 ? at : -1 - at) % takers.length) ?? 0;
    whole[index] = (whole[index] ?? 0) + step;
    left -= step;
  }
  return whole.map((part) => part / 10 || 0);
}
