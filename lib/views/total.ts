import type { Total } from '#lib/contracts/common.ts';

/** Counting rows stops here: nobody reads the 10,001st, and exact counts of millions cost seconds. */
export const COUNT_LIMIT = 10_000;

/** A number that stored counters know: exact at any size, as figures, facets and lists show it alike. */
export function counterTotal(count: number): Total {
  return { value: count, relation: 'exact' };
}

/** @param limit where counting stopped: `count` is larger when there are more */
export function totalOf(count: number, limit: number = COUNT_LIMIT): Total {
  return count > limit ? { value: limit, relation: 'at_least' } : { value: count, relation: 'exact' };
}
