/** For each section the header of its table for each member. */
export type InventoryMapping = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Sources that have tables whose headers are not always the same. */
export const MAPPED_SOURCES = ['beyondtrust'] as const;
export type MappedSource = (typeof MAPPED_SOURCES)[number];
