import { countFindings, countOpened } from '#db/queries/facets.ts';
import type { Context } from '#lib/context.ts';
import { SLA_FILTERS } from '#lib/domain/action/sla-windows.ts';
import { dueWindows, type ResolvedFilter } from './finding-filter.ts';

/** So many are looked at. */
const MOST_LOOKED = 10_000;

/**
 * How many findings of a filter are at risk of being late, and how many are late; its own choice is left out. Only what is
 * open has a due date. Null where the filter leaves many: no index knows when what of them is due; and of what an upload
 * changed: its events would be read once more for them.
 */
export async function countDue(ctx: Context, { filter, counted }: ResolvedFilter): Promise<Map<string, number> | null> {
  const { readSql: sql, readScope: scope } = ctx;
  if (!filter.states.includes('open')) return new Map(SLA_FILTERS.map((which) => [which, 0]));
  if (filter.upload !== null) return null;
  if ((await countFindings(sql, scope, { ...counted, states: ['open'] })) > MOST_LOOKED) return null;
  const windows = await dueWindows(ctx);
  const [atRisk, overdue] = await countOpened(sql, scope, filter, [windows('at_risk'), windows('overdue')]);
  return new Map([
    ['at_risk', atRisk],
    ['overdue', overdue],
  ]);
}
