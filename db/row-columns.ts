import { getTableColumns, type InferSelectModel, type Table } from 'drizzle-orm';
import type { Connection, Helper, Parameter } from './connection.ts';

/** A row, or a part of one, by the columns' names in the database: for `sql(…)` after `insert into t` and `set`. */
export function rowColumns<T extends Table>(
  sql: Connection,
  table: T,
  row: Partial<InferSelectModel<T>>,
): Record<string, Parameter | Helper> {
  const columns = getTableColumns(table);
  const named = Object.entries<unknown>(row).map(([property, value]) => {
    const column = columns[property];
    if (!column) throw new Error(`the table has no column ${property}`);
    const isJson = column.dataType === 'json' && value !== null;
    return [column.name, isJson ? sql.json(value) : (value as Parameter)] as const;
  });
  return Object.fromEntries(named);
}
