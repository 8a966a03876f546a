import type { CsvRow } from '#lib/domain/csv/csv-parser.ts';
import { ReportError } from '#lib/scanners/contract.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { readCsv } from '../shared/csv.ts';
import type { EvdList } from './evd-lists.ts';

export interface EvdRow {
  /** Values by the name of their column, null where the export has no such column. */
  of(column: string): string | null;
  /** Null where it is not told. */
  flag(column: string): boolean | null;
  position: string;
}

const YES = /^(?:yes|y|true|1)$/i;
const NO = /^(?:no|n|false|0)$/i;

/** How many columns a newer version may add behind those that are known. */
const ADDED = 8;

/**
 * The rows of a list of the vault's export, which says nothing of its columns: their places are known. A header, where
 * somebody added one, says them.
 * @throws ReportError for the first row whose values do not fit the columns, as when these are shifted
 */
export async function readEvd(text: string, section: string, list: EvdList): Promise<EvdRow[]> {
  const rows: EvdRow[] = [];
  let places: ReadonlyMap<string, number> | null = null;
  for await (const row of readCsv(sourceFromBytes(text))) {
    if (places === null) {
      const header = headerOf(row, section, list);
      places = header ?? new Map(list.columns.map(([name], index) => [name, index]));
      if (header !== null) continue;
    }
    rows.push(rowOf(row, section, list, places));
  }
  return rows;
}

const plain = (name: string): string => name.trim().replace(/^<|>$/g, '').toLowerCase();

/** `<SafeID>,<SafeName>` in any order; null when the first row is one of data. */
function headerOf({ cells, line }: CsvRow, section: string, { columns, needs }: EvdList): Map<string, number> | null {
  const names = cells.map(plain);
  const known = columns.filter(([name]) => names.includes(name.toLowerCase()));
  if (known.length < 2) return null;
  const missing = needs.filter((name) => !names.includes(name.toLowerCase()));
  if (missing.length > 0) {
    throw new ReportError(`${section}: the header has no column ${missing.join(', ')}`, `${section} line ${line}`);
  }
  return new Map(known.map(([name]) => [name, names.indexOf(name.toLowerCase())]));
}

function rowOf(row: CsvRow, section: string, list: EvdList, places: ReadonlyMap<string, number>): EvdRow {
  const { cells, number, line } = row;
  const position = `${section} row ${number} (line ${line})`;
  const width = Math.max(...places.values()) + 1;
  const isPositional = places.size === list.columns.length;
  const atLeast = isPositional ? list.atLeast : width;
  if (cells.length < atLeast || cells.length > list.columns.length + ADDED) {
    throw new ReportError(
      `a row has ${cells.length} values, and this list has ${width} columns: are they shifted?`,
      position,
    );
  }
  const of = (column: string): string | null => {
    const place = places.get(column);
    return place === undefined ? null : (cells[place]?.trim() ?? null);
  };
  for (const [name, type] of list.columns) {
    const value = of(name);
    if (value === null) continue;
    const fits =
      type === 'text' || (type === 'id' ? /^\d{1,18}$/.test(value) : value === '' || YES.test(value) || NO.test(value));
    if (!fits) {
      const what = type === 'id' ? 'no number' : 'neither YES nor NO';
      throw new ReportError(`the column ${name} has ${what}: are the columns shifted?`, position);
    }
  }
  const flag = (column: string): boolean | null => {
    const value = of(column);
    return value === null || value === '' ? null : YES.test(value);
  };
  return { of, flag, position };
}
