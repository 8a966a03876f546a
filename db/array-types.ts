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

const arrayOf = <T extends string | number>(oid: number, item: (text: string) => T) => ({
  to: oid,
  from: [oid],
  serialize: (items: readonly T[]) => arrayLiteral(items),
  parse: (text: string) => parseArray(text).map(item),
});

/**
 * The array types of our columns and parameters, by the ids that they have in every Postgres. Else the driver asks each
 * new connection for all types, and when that question is cut off, nobody catches it: the process would end.
 */
export const ARRAY_TYPES = {
  smallints: arrayOf(1005, Number),
  ints: arrayOf(1007, Number),
  texts: arrayOf(1009, String),
  reals: arrayOf(1021, Number),
};
