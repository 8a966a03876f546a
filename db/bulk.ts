import { getTableName, type Table } from 'drizzle-orm';
import { type BulkColumn, type BulkRow, columnsOf, Json } from './bulk-columns.ts';
import type { Transaction } from './client.ts';

export type { BulkRow };
export { Json };

/** Up to this many rows an INSERT is faster than COPY, above all over TCP. */
const STATEMENT_ROWS = 500;
const RECORDS = 5000;
const COPY_ROWS = 1000;

type Cells = Readonly<Record<string, unknown>>;

/**
 * Appends rows to a table, by INSERT for few and COPY for many. Every column must be given: by the row, or by `same`
 * where all rows have one value. With `skipKnown`, rows whose key exists are left out.
 */
export async function bulkInsert<T extends Table, S extends Partial<BulkRow<T>>>(
  tx: Transaction,
  table: T,
  same: S,
  rows: readonly Omit<BulkRow<T>, keyof S>[],
  options: { skipKnown?: boolean } = {},
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const name = getTableName(table);
  const shared = columnsIn(table, same);
  const own = columnsIn(table, first);
  const list = [...shared, ...own].map((column) => column.name).join(', ');
  if (rows.length > STATEMENT_ROWS && !options.skipKnown) {
    return tx.copyFrom(`copy ${name} (${list}) from stdin`, copyLines(copyText(shared, same), own, rows));
  }
  const conflict = options.skipKnown ? 'on conflict do nothing' : '';
  for (let at = 0; at < rows.length; at += RECORDS) {
    const records = rows.slice(at, at + RECORDS).map((row) => ({ ...same, ...row }));
    await tx.unsafe(
      `insert into ${name} (${list}) select ${list} from jsonb_populate_recordset(null::${name}, $1::text::jsonb) ${conflict}`,
      [jsonRecords([...shared, ...own], records)],
    );
  }
}

/** Some columns of a row; null where a value is not to be changed. */
type Part<T extends Table> = { readonly [K in keyof BulkRow<T>]?: BulkRow<T>[K] | null };

/**
 * Rows as the text of a JSON array, for `jsonb_populate_recordset(null::table, …)`. The first row decides which columns
 * are included.
 */
export function asRecords<T extends Table>(table: T, rows: readonly Part<T>[]): string {
  const [first] = rows;
  return first === undefined ? '[]' : jsonRecords(columnsIn(table, first), rows);
}

function columnsIn(table: Table, row: Cells): BulkColumn[] {
  const columns = columnsOf(table);
  return Object.keys(row).map((property) => {
    const column = columns.get(property);
    if (!column) throw new Error(`${getTableName(table)} has no column ${property}`);
    return column;
  });
}

function jsonRecords(columns: readonly BulkColumn[], rows: readonly Cells[]): string {
  const fields = columns.map(({ property, name, json }) => ({ property, json, label: `${JSON.stringify(name)}:` }));
  const records = rows.map((row) => {
    const cells = fields.map(({ property, json, label }) => label + orNull(row[property], json, 'null'));
    return `{${cells.join(',')}}`;
  });
  return `[${records.join(',')}]`;
}

function orNull(value: unknown, write: (value: unknown) => string, none: string): string {
  return value === null || value === undefined ? none : write(value);
}

function copyText(columns: readonly BulkColumn[], row: Cells): string {
  return columns.map(({ property, copied }) => orNull(row[property], copied, '\\N')).join('\t');
}

/** Chunks of COPY lines; each line begins with the same cells. */
function* copyLines(same: string, columns: readonly BulkColumn[], rows: readonly Cells[]): Generator<string> {
  const begin = same === '' ? '' : `${same}\t`;
  for (let at = 0; at < rows.length; at += COPY_ROWS) {
    let text = '';
    for (const row of rows.slice(at, at + COPY_ROWS)) text += `${begin}${copyText(columns, row)}\n`;
    yield text;
  }
}
