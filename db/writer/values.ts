import postgres from 'postgres';
import { arrayLiteral, COLUMN_TYPES } from '../column-types.ts';
import type { Parameter } from '../connection.ts';

/** Type ids (OIDs), which are the same in every Postgres. */
const BOOL = 16;
const BYTEA = 17;
const INT8 = 20;
const NUMBERS = [21, 23, 26, 701];
const JSON_TYPES = [114, 3802];
const DATES = [1082, 1114, 1184];
export const JSONB = 3802;
const TIMESTAMPTZ = 1184;
const UNKNOWN = 0;

type Parse = (text: string) => unknown;

const PARSERS = new Map<number, Parse>([
  [BOOL, (text) => text === 't'],
  [BYTEA, (text) => Buffer.from(text.slice(2), 'hex')],
  ...NUMBERS.map((oid): [number, Parse] => [oid, Number]),
  ...JSON_TYPES.map((oid): [number, Parse] => [oid, JSON.parse]),
  ...DATES.map((oid): [number, Parse] => [oid, (text) => new Date(text)]),
  ...Object.values(COLUMN_TYPES).flatMap(({ from, parse }) => from.map((oid): [number, Parse] => [oid, parse])),
]);

const asText: Parse = (text) => text;

/** The parser for columns of this type; like the driver `postgres`, it leaves decimals as text. */
export function parserOf(oid: number): Parse {
  return PARSERS.get(oid) ?? asText;
}

export const camelCase: (name: string) => string = postgres.toCamel;

/** The type that a statement declares for a parameter; 0 lets the server infer it. */
export function typeOf(value: unknown): number {
  if (value instanceof Date) return TIMESTAMPTZ;
  if (value instanceof Uint8Array) return BYTEA;
  if (typeof value === 'boolean') return BOOL;
  return typeof value === 'bigint' ? INT8 : UNKNOWN;
}

const LIST_WRITERS = new Map<number, (items: readonly never[]) => string>(
  [COLUMN_TYPES.smallints, COLUMN_TYPES.ints, COLUMN_TYPES.texts, COLUMN_TYPES.reals].map((type) => [
    type.to,
    type.serialize,
  ]),
);

/** The text form of a parameter of the given type. */
export function textOf(value: unknown, oid: number): string | null {
  if (value === null) return null;
  if (JSON_TYPES.includes(oid)) return JSON.stringify(value);
  if (Array.isArray(value)) return LIST_WRITERS.get(oid)?.(value as never[]) ?? arrayLiteral(value.map(itemText));
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (value instanceof Uint8Array) return bytesText(value);
  if (value instanceof Date) return value.toISOString();
  if (DATES.includes(oid) && (typeof value === 'string' || typeof value === 'number')) {
    return new Date(value).toISOString();
  }
  return oid === COLUMN_TYPES.real.to ? COLUMN_TYPES.real.serialize(Number(value)) : String(value);
}

const bytesText = (bytes: Uint8Array): string => `\\x${Buffer.from(bytes).toString('hex')}`;

function itemText(item: Parameter): string | number {
  if (typeof item === 'string' || typeof item === 'number') return item;
  if (item instanceof Date) return item.toISOString();
  return item instanceof Uint8Array ? bytesText(item) : String(item);
}
