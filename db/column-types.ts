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

/** As single precision holds it. Postgres refuses what is too small for it, where JavaScript and JSON have no such limit. */
export const asReal = Math.fround;

const arrayOf = <T extends string | number>(
  oid: number,
  item: (text: string) => T,
  write = (value: T): T => value,
) => ({
  to: oid,
  from: [oid],
  serialize: (items: readonly T[]) => arrayLiteral(items.map(write)),
  parse: (text: string) => parseArray(text).map(item),
});

/**
 * Types of our columns and parameters that the driver does not know by itself, by the ids that they have in every
 * Postgres. Else it asks each new connection for all array types, and when that question is cut off, nobody catches it:
 * the process would end.
 */
export const COLUMN_TYPES = {
  smallints: arrayOf(1005, Number),
  ints: arrayOf(1007, Number),
  texts: arrayOf(1009, String),
  reals: arrayOf(1021, Number, asReal),
  real: { to: 700, from: [700], serialize: (value: number) => String(asReal(value)), parse: Number },
};
