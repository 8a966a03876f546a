/** How much depends on a repository; the most first. */
export const CRITICALITIES = ['critical', 'high', 'normal', 'low'] as const;
export type Criticality = (typeof CRITICALITIES)[number];

export const CRITICALITY_WEIGHT: Readonly<Record<Criticality, number>> = { critical: 4, high: 2, normal: 1, low: 0.5 };

const WEIGHTS: ReadonlyMap<string, number> = new Map(Object.entries(CRITICALITY_WEIGHT));

/** A word of a later version weighs as the normal one: a weight that is no number would spoil the whole organization's score. */
export function criticalityWeight(criticality: Criticality): number {
  return WEIGHTS.get(criticality) ?? CRITICALITY_WEIGHT.normal;
}
