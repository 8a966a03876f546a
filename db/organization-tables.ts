/** Columns that the export of an organization leaves out: who has them could act as somebody. */
export const OMITTED_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  sinks: ['address', 'secrets'],
  tokens: ['hash'],
  trackers: ['token'],
};
