import { countFindings } from '#db/queries/facets.ts';
import { countMatching, MATCH_LIMIT } from '#db/queries/findings-matches.ts';
import type { Context } from '#lib/context.ts';
import { SLA_FILTERS } from '#lib/domain/action/sla-windows.ts';
import { FEW_FINDINGS } from './find-page.ts';
import { type ResolvedFilter, windowsOf } from './finding-filter.ts';

/**
 * How many findings of a filter are at risk of being late, and how many are late, each up to 10,001. Its own choice is left
 * out. Only what is open has a due date.
 */
export async function countDue(ctx: Context, { filter, counted }: ResolvedFilter): Promise<Map<string, number>> {
  const { readSql: sql, readScope: scope } = ctx;
  if (!filter.states.includes('open')) return new Map(SLA_FILTERS.map((which) => [which, 0]));
  const gathering = { narrow: (await countFindings(sql, scope, counted)) <= FEW_FINDINGS, limit: MATCH_LIMIT };
  const counts = await Promise.all(
    SLA_FILTERS.map(async (which) => {
      const sla = await windowsOf(ctx, which);
      return [which, await countMatching(sql, scope, { ...filter, states: ['open'], sla }, gathering)] as const;
    }),
  );
  return new Map(counts);
}
