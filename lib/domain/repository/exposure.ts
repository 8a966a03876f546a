/** Where a repository's code runs; worst first. */
export const EXPOSURES = ['public', 'internal', 'nonprod'] as const;
export type Exposure = (typeof EXPOSURES)[number];
