import { countFindings } from '#db/queries/facets.ts';
import { countMatching, MATCH_LIMIT } from '#db/queries/findings-matches.ts';
import type { Context } from '#lib/context.ts';
import { SLA_FILTERS } from '#lib/domain/action/sla-windows.ts';
import { type ResolvedFilter, windowsOf } from './finding-filter.ts';

/** So many are looked at, each. */
const MOST_LOOKED = 10_000;

/**
 * How many findings of a filter are at risk of being late, and how many are late; its own choice is left out. Only what is
 * open has a due date. Null where the filter leaves many: no index knows when what of them is due.
 */
export async function countDue(ctx: Context, { filter, counted }: ResolvedFilter): Promise<Map<string, number> | null> {
  const { readSql: sql, readScope: scope } = ctx;
  if (!filter.states.includes('open')) return new Map(SLA_FILTERS.map((which) => [which, 0]));
  if ((await countFindings(sql, scope, { ...counted, states: ['open'] })) > MOST_LOOKED) return null;
  const gathering = { narrow: true, limit: MATCH_LIMIT };
  const counts = await Promise.all(
    SLA_FILTERS.map(async (which) => {
      const sla = await windowsOf(ctx, which);
      return [which, await countMatching(sql, scope, { ...filter, states: ['open'], sla }, gathering)] as const;
    }),
  );
  return new Map(counts);
}
