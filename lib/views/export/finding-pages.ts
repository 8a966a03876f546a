import { countFindings } from '#db/queries/facets.ts';
import { isCountable } from '#db/queries/findings-filter.ts';
import { MATCH_LIMIT } from '#db/queries/findings-matches.ts';
import { type FindingListRow, type FindingPage, gatherFindings, walkFindings } from '#db/queries/findings-read.ts';
import type { Context } from '#lib/context.ts';
import type { FindingListParams, FindingRow } from '#lib/contracts/finding.ts';
import { FEW_FINDINGS } from '#lib/views/finding/find-page.ts';
import { type ResolvedFilter, resolveFilter } from '#lib/views/finding/finding-filter.ts';
import { findingPlace } from '#lib/views/finding/finding-place.ts';
import { findingRows } from '#lib/views/finding/finding-rows.ts';

/** Rows that are in memory at a time. */
const PAGE = 1000;

type Params = Omit<FindingListParams, 'cursor' | 'limit'>;

/** Every finding of the list with these filters, in its order. @throws Fault not_found, with the first page */
export async function* findingPages(ctx: Context, params: Params): AsyncGenerator<FindingRow[]> {
  const resolved = await resolveFilter(ctx, params);
  for await (const rows of storedPages(ctx, resolved, params.sort)) yield await findingRows(ctx, rows, ctx.now());
}

/**
 * Rare matches are gathered once: walking an order for them would pass everything. All others are found by walking, each
 * page from the place where the one before it ended.
 */
async function* storedPages(
  ctx: Context,
  resolved: ResolvedFilter,
  sort: Params['sort'],
): AsyncGenerator<FindingListRow[]> {
  const { readSql: sql, readScope: scope } = ctx;
  const { filter } = resolved;
  if (!isCountable(filter)) {
    const rows = await gathered(ctx, resolved, sort);
    if (rows !== null) {
      for (let at = 0; at < rows.length; at += PAGE) yield rows.slice(at, at + PAGE);
      return;
    }
  }
  let after: FindingPage['after'] = null;
  do {
    const rows: FindingListRow[] = await walkFindings(sql, scope, filter, { sort, after, limit: PAGE });
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    after = last === undefined || rows.length < PAGE ? null : findingPlace(sort, last);
  } while (after !== null);
}

/** All matches, in order; null when there are too many to gather. */
async function gathered(
  ctx: Context,
  { filter, counted }: ResolvedFilter,
  sort: Params['sort'],
): Promise<FindingListRow[] | null> {
  const among = await countFindings(ctx.readSql, ctx.readScope, counted);
  if (among === 0) return [];
  const page = { sort, after: null, limit: MATCH_LIMIT, narrow: among <= FEW_FINDINGS };
  const { rows, matches } = await gatherFindings(ctx.readSql, ctx.readScope, filter, page);
  return matches < MATCH_LIMIT ? rows : null;
}
