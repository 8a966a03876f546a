import { type Column, getTableColumns, type InferSelectModel, type Table } from 'drizzle-orm';
import { arrayLiteral } from './column-types.ts';

/** Marks text that is JSON already, for a JSON column, so that it is not encoded twice. */
export class Json {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type JsonColumn<T extends Table> = {
  [K in keyof T['_']['columns']]: T['_']['columns'][K]['_']['dataType'] extends 'json' ? K : never;
}[keyof T['_']['columns']];

/** A row of a table as its schema declares it; every column must be given. */
export type BulkRow<T extends Table> = {
  readonly [K in keyof InferSelectModel<T>]: InferSelectModel<T>[K] | (K extends JsonColumn<T> ? Json : never);
};

/** How a column's values are written; the caller writes null itself. */
export interface BulkColumn {
  /** The column's name in objects. */
  property: string;
  /** The column's name in the database. */
  name: string;
  /** A value as text in a line of COPY, escaped. */
  copied: (value: unknown) => string;
  /** A value as JSON. */
  json: (value: unknown) => string;
}

const columnsByTable = new WeakMap<Table, Map<string, BulkColumn>>();

/** The columns of a table by their properties, made once. */
export function columnsOf(table: Table): Map<string, BulkColumn> {
  const known = columnsByTable.get(table);
  if (known) return known;
  const columns = new Map(
    Object.entries(getTableColumns(table)).map(([property, column]) => [property, columnOf(property, column)]),
  );
  columnsByTable.set(table, columns);
  return columns;
}

const ESCAPED = /[\\\n\r\t]/;
const EVERY_ESCAPED = /[\\\n\r\t]/g;
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(text: string): string {
  return ESCAPED.test(text) ? text.replace(EVERY_ESCAPED, (char) => ESCAPES[char] ?? char) : text;
}

function jsonText(value: unknown): string {
  return value instanceof Json ? value.text : JSON.stringify(value);
}

/** A Buffer as hexadecimal text. */
const hexOf = (value: unknown): string => (Buffer.isBuffer(value) ? value.toString('hex') : '');

/** Formats dates, remembering the last one: many rows share it. */
function isoTexts(): (value: unknown) => string {
  let last: unknown = null;
  let text = '';
  return (value) => {
    if (value !== last && value instanceof Date) [last, text] = [value, value.toISOString()];
    return text;
  };
}

type Encoders = Pick<BulkColumn, 'copied' | 'json'>;

function encodersOf(column: Column): Encoders {
  switch (column.dataType) {
    case 'json':
      return { copied: (value) => escaped(jsonText(value)), json: jsonText };
    case 'number':
      return { copied: String, json: String };
    case 'boolean':
      return { copied: (value) => (value === true ? 't' : 'f'), json: String };
    case 'date': {
      const text = isoTexts();
      return { copied: text, json: (value) => `"${text(value)}"` };
    }
    case 'array':
      return {
        copied: (value) => escaped(arrayLiteral(Array.isArray(value) ? value : [])),
        json: (value) => JSON.stringify(value),
      };
    case 'custom':
      return { copied: (value) => `\\\\x${hexOf(value)}`, json: (value) => `"\\\\x${hexOf(value)}"` };
    case 'string':
      return { copied: (value) => escaped(String(value)), json: (value) => JSON.stringify(value) };
    default:
      throw new Error(`no bulk write knows a column of type ${column.dataType}`);
  }
}

function columnOf(property: string, column: Column): BulkColumn {
  return { property, name: column.name, ...encodersOf(column) };
}
