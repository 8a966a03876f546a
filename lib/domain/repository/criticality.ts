/** How much depends on a repository; the most first. */
export const CRITICALITIES = ['critical', 'high', 'normal', 'low'] as const;
export type Criticality = (typeof CRITICALITIES)[number];

export const CRITICALITY_WEIGHT: Readonly<Record<Criticality, number>> = { critical: 4, high: 2, normal: 1, low: 0.5 };
