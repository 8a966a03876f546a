/** Columns that the export of an organization leaves out: who has them could act as somebody. */
export const OMITTED_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  // Whoever has it sees the badge.
  repositories: ['badge_key'],
  sinks: ['address', 'secrets'],
  tokens: ['hash'],
  trackers: ['token'],
};
