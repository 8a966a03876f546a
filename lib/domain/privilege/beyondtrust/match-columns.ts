import { BEYONDTRUST_COLUMNS, type BeyondtrustSection, NEEDED, plainName, USUAL_NAMES } from './columns.ts';

export interface MatchedColumns {
  /** For each column the member that it is; null: none that is read. */
  names: (string | null)[];
  /** Columns that hold values of secrets: a table that has one is refused. */
  values: string[];
  /** Headers that the mapping names and the table does not have. */
  missing: string[];
  /** Members of which none is there and one must be. */
  needed: readonly string[];
}

const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/** Headers of columns that hold values of secrets. */
export const isValueColumn = (header: string): boolean =>
  /^(?:password|secret|private ?key|passphrase|token|value)$/i.test(header.trim());

/**
 * Which column of a table is which: by what the sender says, which has the header for each member; by the names of the API in any
 * spelling; or by usual names.
 */
export function matchColumns(
  header: readonly string[],
  section: BeyondtrustSection,
  mapping: Readonly<Record<string, string>>,
): MatchedColumns {
  const known = new Map(BEYONDTRUST_COLUMNS[section].map((name) => [plainName(name), name as string]));
  const said = Object.entries(mapping);
  const names = header.map((cell) => {
    const own = said.find(([, column]) => same(column, cell))?.[0];
    // A member that another column was said to be is not this one too.
    const usual = USUAL_NAMES[plainName(cell)];
    const found = known.get(plainName(cell)) ?? (usual !== undefined && known.has(plainName(usual)) ? usual : null);
    return own ?? (found !== null && Object.hasOwn(mapping, found) ? null : found);
  });
  return {
    names,
    values: header.filter(isValueColumn),
    missing: said.flatMap(([, column]) => (header.some((cell) => same(column, cell)) ? [] : [column])),
    needed: NEEDED[section].some((name) => names.includes(name)) ? [] : NEEDED[section],
  };
}
