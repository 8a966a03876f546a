/** Which repositories a list shows: those in use, archived ones only, or all. */
export const ARCHIVED_FILTERS = ['false', 'true', 'any'] as const;
export type ArchivedFilter = (typeof ARCHIVED_FILTERS)[number];
