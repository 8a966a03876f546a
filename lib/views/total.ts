import type { Total } from '#lib/contracts/common.ts';

/** Counting stops here: nobody reads the 10,001st row, and exact counts of millions cost seconds. */
export const COUNT_LIMIT = 10_000;

export function totalOf(count: number): Total {
  return count > COUNT_LIMIT ? { value: COUNT_LIMIT, relation: 'at_least' } : { value: count, relation: 'exact' };
}
