import type { Total } from '#lib/contracts/common.ts';
import { COUNT_LIMIT, totalOf } from '#lib/views/total.ts';

/** How many rows a list has, for those who ask: counting reads more rows than a page does. */
export async function askedTotal(
  { total }: { total?: 'true' | 'false' | undefined },
  count: (limit: number) => Promise<number>,
): Promise<{ total?: Total }> {
  return total === 'true' ? { total: totalOf(await count(COUNT_LIMIT + 1)) } : {};
}
