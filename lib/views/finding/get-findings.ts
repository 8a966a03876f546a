import { z } from 'zod';
import { countFindings } from '#db/queries/facets.ts';
import { isCountable } from '#db/queries/findings-filter.ts';
import { type FindingListRow, type FindingPage, gatherFindings, walkFindings } from '#db/queries/findings-read.ts';
import { FEW_REPOSITORIES } from '#db/queries/scope.ts';
import type { Context } from '#lib/context.ts';
import type { FindingListParams, FindingListView } from '#lib/contracts/finding.ts';
import { visibleIds } from '#lib/domain/access/read-scope.ts';
import { permit } from '#lib/permit.ts';
import { cursorInstant, cursorInt, cursorSmall, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { COUNT_LIMIT, totalOf } from '#lib/views/total.ts';
import { type ResolvedFilter, resolveFilter } from './finding-filter.ts';
import { findingRowOf } from './finding-row.ts';

const KEYS = {
  '-risk': z.tuple([cursorSmall, cursorInt, cursorInt]),
  '-opened': z.tuple([cursorInstant, cursorInt, cursorInt]),
  opened: z.tuple([cursorInstant, cursorInt, cursorInt]),
} as const;

/** The explorer's list: any filter, three orders, keyset pages, a total that stops at 10,000. */
export async function getFindings(ctx: Context, params: FindingListParams): Promise<FindingListView> {
  permit(ctx, 'finding:read', 'repositories');
  const list = `findings ${params.sort}`;
  const key = decodeCursor(list, KEYS[params.sort], params.cursor);
  const page: FindingPage = {
    sort: params.sort,
    after: key && { value: key[0], repoId: key[1], number: key[2] },
    limit: params.limit + 1,
  };
  const { rows, count } = await findPage(ctx, await resolveFilter(ctx, params), page);
  const now = ctx.now();
  const { items, next } = pageOf(rows, params.limit, (last) => {
    const value = params.sort === '-risk' ? last.rank : last.openedKey;
    return encodeCursor(list, [value, last.repoId, last.number]);
  });
  return { items: items.map((row) => findingRowOf(row, now)), next_cursor: next, total: totalOf(count) };
}

/** Up to so many findings are few enough to compare each with the text. */
const FEW_FINDINGS = 30_000;

/**
 * Frequent matches are found quickly by walking an index in the list's order; rare ones are gathered and sorted. The
 * counters tell which case it is, or else gathering does, which stops at 10,001.
 */
async function findPage(
  ctx: Context,
  { filter, counted }: ResolvedFilter,
  page: FindingPage,
): Promise<{ rows: FindingListRow[]; count: number }> {
  const scope = ctx.readScope;
  const { categories, scanners, ranks } = filter;
  const repoIds = visibleIds(scope, filter.repoIds);
  const walk = () => walkFindings(ctx.readSql, scope, filter, page);
  if (!isCountable(filter)) {
    // The counters give an upper bound for the matches of the whole filter.
    const among = await countFindings(ctx.readSql, scope, counted);
    if (among === 0) return { rows: [], count: 0 };
    const gathered = await gatherFindings(ctx.readSql, scope, filter, { ...page, narrow: among <= FEW_FINDINGS });
    const rows = gathered.matches > COUNT_LIMIT ? await walk() : gathered.rows;
    return { rows, count: gathered.matches };
  }
  const filtered = [categories, scanners, ranks, repoIds].some((part) => part !== null);
  const served = page.sort === '-risk' ? (repoIds?.length ?? 0) <= FEW_REPOSITORIES : !filtered;
  if (served) {
    const [rows, count] = await Promise.all([walk(), countFindings(ctx.readSql, scope, counted)]);
    return { rows, count };
  }
  const count = await countFindings(ctx.readSql, scope, counted);
  if (count > COUNT_LIMIT) return { rows: await walk(), count };
  return { rows: (await gatherFindings(ctx.readSql, scope, filter, { ...page, narrow: true })).rows, count };
}
