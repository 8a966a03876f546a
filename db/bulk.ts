import type { Transaction } from './client.ts';
import { arrayLiteral } from './column-types.ts';

/** A value of a bulk row: `Json` marks text that is JSON already, so that it is not encoded twice. */
export class Json {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Cell = string | number | boolean | null | Date | Buffer | Json | readonly (string | number)[];
export type BulkRow = readonly Cell[];

/** Up to this many rows one statement is faster than COPY, above all over TCP. */
const STATEMENT_ROWS = 500;
const COPY_ROWS = 1000;

/**
 * Appends rows to a table: a statement for few, COPY for many. `onConflict` (few or many) is appended as it is and
 * keeps to statements. Table and columns come from code only.
 */
export async function bulkInsert(
  tx: Transaction,
  table: string,
  columns: readonly string[],
  rows: readonly BulkRow[],
  onConflict = '',
): Promise<void> {
  if (rows.length === 0) return;
  const list = columns.join(', ');
  if (rows.length > STATEMENT_ROWS && onConflict === '') {
    return tx.copyFrom(`copy ${table} (${list}) from stdin`, copyLines(rows));
  }
  for (let at = 0; at < rows.length; at += 5000) {
    await tx.unsafe(
      `insert into ${table} (${list}) select ${list} from jsonb_populate_recordset(null::${table}, $1::text::jsonb) ${onConflict}`,
      [asJsonRecords(columns, rows.slice(at, at + 5000))],
    );
  }
}

/** The text of a JSON array of records, for `jsonb_to_recordset` and its kin; dates and bytes in Postgres's own spelling. */
export function asJsonRecords(columns: readonly string[], rows: readonly BulkRow[]): string {
  const names = columns.map((column) => `${JSON.stringify(column)}:`);
  const records = rows.map((row) => `{${row.map((cell, index) => names[index] + jsonCell(cell)).join(',')}}`);
  return `[${records.join(',')}]`;
}

function jsonCell(cell: Cell): string {
  if (cell instanceof Json) return cell.text;
  if (Buffer.isBuffer(cell)) return `"\\\\x${cell.toString('hex')}"`;
  return JSON.stringify(cell);
}

/** The rows as text, some at a time. */
function* copyLines(rows: readonly BulkRow[]): Iterable<string> {
  for (let at = 0; at < rows.length; at += COPY_ROWS) {
    yield rows
      .slice(at, at + COPY_ROWS)
      .map(copyLine)
      .join('');
  }
}

function copyLine(row: BulkRow): string {
  return `${row.map(copyCell).join('\t')}\n`;
}

const ESCAPED = /[\\\n\r\t]/g;
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escapeText(text: string): string {
  return text.replace(ESCAPED, (char) => ESCAPES[char] ?? char);
}

function copyCell(cell: Cell): string {
  if (cell === null) return '\\N';
  if (typeof cell === 'string') return escapeText(cell);
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'boolean') return cell ? 't' : 'f';
  if (cell instanceof Json) return escapeText(cell.text);
  if (Buffer.isBuffer(cell)) return `\\\\x${cell.toString('hex')}`;
  if (cell instanceof Date) return cell.toISOString();
  return escapeText(arrayLiteral(cell));
}
