import { z } from 'zod';
import { findUncountedIds } from '#db/queries/search.ts';
import { countSuppressed, listSuppressed } from '#db/queries/suppressions.ts';
import type { Context } from '#lib/context.ts';
import type { SuppressionListParams, SuppressionListView } from '#lib/contracts/statement.ts';
import { permit } from '#lib/permit.ts';
import { cursorInt, cursorSmall, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { word } from '#lib/views/finding/finding-filter.ts';
import { findingRows } from '#lib/views/finding/finding-rows.ts';

const LIST = 'suppressions';
const KEY = z.tuple([cursorSmall, cursorInt, cursorInt]);

/** What scanners report and do not count: who says so, and why, as they report it. */
export async function getSuppressions(ctx: Context, params: SuppressionListParams): Promise<SuppressionListView> {
  permit(ctx, 'finding:read', 'repositories');
  const key = decodeCursor(LIST, KEY, params.cursor);
  const { readSql: sql, readScope: scope } = ctx;
  const withoutRepoIds = await findUncountedIds(sql, scope);
  const filter = { scanner: word(params.scanner), kind: params.kind ?? null, withoutRepoIds };
  const after = key && { rank: key[0], repoId: key[1], number: key[2] };
  const [sources, rows] = await Promise.all([
    countSuppressed(sql, scope, withoutRepoIds),
    listSuppressed(sql, scope, filter, { after, limit: params.limit + 1 }),
  ]);
  const { items, next } = pageOf(rows, params.limit, (last) =>
    encodeCursor(LIST, [last.rank, last.repoId, last.number]),
  );
  const findings = await findingRows(ctx, items, ctx.now());
  return {
    sources,
    items: items.flatMap(({ by, kind, justification, since }, index) => {
      const finding = findings[index];
      return finding ? [{ finding, scanner: by, kind, justification, since: since?.toISOString() ?? null }] : [];
    }),
    next_cursor: next,
  };
}
