import { countFindings } from '#db/queries/facets.ts';
import { isCountable } from '#db/queries/findings-filter.ts';
import { countMatching, MATCH_LIMIT } from '#db/queries/findings-matches.ts';
import type { Context } from '#lib/context.ts';
import type { Total } from '#lib/contracts/common.ts';
import { counterTotal, totalOf } from '#lib/views/total.ts';
import { FEW_FINDINGS } from './find-page.ts';
import type { ResolvedFilter } from './finding-filter.ts';

/**
 * How many findings match: exact where the counters know, else up to 10,000, also for common words, of which a page alone
 * counts fewer.
 */
export async function countFound(ctx: Context, { filter, counted }: ResolvedFilter): Promise<Total> {
  const among = await countFindings(ctx.readSql, ctx.readScope, counted);
  if (isCountable(filter) || among === 0) return counterTotal(among);
  const gathering = { narrow: among <= FEW_FINDINGS, limit: MATCH_LIMIT };
  return totalOf(await countMatching(ctx.readSql, ctx.readScope, filter, gathering));
}
