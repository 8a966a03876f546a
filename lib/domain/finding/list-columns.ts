/** Columns that a list of findings can have beside the finding itself, in the order in which they are offered. */
export const FINDING_COLUMNS = [
  'epss',
  'kev',
  'age',
  'due',
  'owner',
  'exception',
  'scanner',
  'rule',
  'category',
  'advisory',
  'package',
  'path',
  'first_seen',
] as const;
export type FindingColumn = (typeof FINDING_COLUMNS)[number];

/** Those of who has chosen none. */
export const USUAL_COLUMNS: readonly FindingColumn[] = ['epss', 'age', 'due'];

/** More would leave no room for the finding. */
export const MOST_COLUMNS = 8;

const isColumn = (text: string): text is FindingColumn => (FINDING_COLUMNS as readonly string[]).includes(text);

/** Columns from `epss,due`, each once; null for a text that names none, too many, or something else. */
export function readColumns(text: string): readonly FindingColumn[] | null {
  const names = text.split(',').filter((name) => name !== '');
  const columns = [...new Set(names.filter(isColumn))];
  const isRight = names.length > 0 && columns.length === names.length && columns.length <= MOST_COLUMNS;
  return isRight ? columns : null;
}
