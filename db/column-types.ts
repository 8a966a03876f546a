/** Text of a one-dimensional array, as Postgres reads it. */
export function arrayLiteral(items: readonly (string | number)[]): string {
  const parts = items.map((item) => (typeof item === 'number' ? String(item) : `"${item.replace(/["\\]/g, '\\$&')}"`));
  return `{${parts.join(',')}}`;
}

const ITEM = /"((?:[^"\\]|\\.)*)"|([^{},"]+)/gs;

/** The items of a one-dimensional array without nulls, as Postgres writes it. */
export function parseArray(text: string): string[] {
  return [...text.matchAll(ITEM)].map(([, quoted, plain]) => quoted?.replace(/\\(.)/gs, '$1') ?? plain ?? '');
}

/**
 * The same of numbers, which need no quotes. As JSON, which is read twice as fast as by splitting: lists of thousands of
 * repositories hold thousands of arrays. `NaN` and `Infinity` are not in JSON.
 */
function parseNumbers(text: string): number[] {
  const items = text.slice(1, -1);
  if (items.includes('N') || items.includes('I')) return items.split(',').map(Number);
  return JSON.parse(`[${items}]`);
}

/** Rounds to single precision: Postgres refuses numbers that are too small for `real`. */
export const asReal = Math.fround;

const arrayOf = <T extends string | number>(
  oid: number,
  parse: (text: string) => T[],
  write = (value: T): T => value,
) => ({
  to: oid,
  from: [oid],
  serialize: (items: readonly T[]) => arrayLiteral(items.map(write)),
  parse,
});

/**
 * Types of our columns and parameters that the driver `postgres` does not know, by their ids, which are the same in every
 * Postgres. Without them it queries all array types on each new connection, and if that query fails, the uncaught error
 * ends the process.
 */
export const COLUMN_TYPES = {
  smallints: arrayOf(1005, parseNumbers),
  ints: arrayOf(1007, parseNumbers),
  // Counts and sums, far below 2^53.
  bigints: arrayOf(1016, parseNumbers),
  texts: arrayOf(1009, parseArray),
  reals: arrayOf(1021, parseNumbers, asReal),
  // Counts of bytes, far below 2^53.
  bigint: { to: 20, from: [20], serialize: String, parse: Number },
  real: { to: 700, from: [700], serialize: (value: number) => String(asReal(value)), parse: Number },
};
