import { z } from 'zod';
import type { FindingPage } from '#db/queries/findings-read.ts';
import type { Context } from '#lib/context.ts';
import type { FindingListParams, FindingListView } from '#lib/contracts/finding.ts';
import { permit } from '#lib/permit.ts';
import { cursorInstant, cursorInt, cursorSmall, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { findPage } from './find-page.ts';
import { resolveFilter } from './finding-filter.ts';
import { sortKeyOf } from './finding-place.ts';
import { findingRows } from './finding-rows.ts';

const KEYS = {
  '-risk': z.tuple([cursorSmall, cursorInt, cursorInt]),
  '-exploit': z.tuple([cursorInt, cursorInt, cursorInt]),
  '-opened': z.tuple([cursorInstant, cursorInt, cursorInt]),
  opened: z.tuple([cursorInstant, cursorInt, cursorInt]),
} as const;

/** The explorer's list: any filter, three orders, keyset pages, a total that stops at 10,000, or earlier for common words. */
export async function getFindings(ctx: Context, params: FindingListParams): Promise<FindingListView> {
  permit(ctx, 'finding:read', 'repositories');
  const list = `findings ${params.sort}`;
  const key = decodeCursor(list, KEYS[params.sort], params.cursor);
  const page: FindingPage = {
    sort: params.sort,
    after: key && { value: key[0], repoId: key[1], number: key[2] },
    limit: params.limit + 1,
  };
  const { rows, total } = await findPage(ctx, await resolveFilter(ctx, params), page);
  const now = ctx.now();
  const { items, next } = pageOf(rows, params.limit, (last) => {
    return encodeCursor(list, [sortKeyOf(params.sort, last), last.repoId, last.number]);
  });
  return { items: await findingRows(ctx, items, now), next_cursor: next, total };
}
