import { z } from 'zod';
import { listStatements } from '#db/queries/statements-read.ts';
import type { Context } from '#lib/context.ts';
import type { StatementListParams, StatementListView } from '#lib/contracts/statement.ts';
import { permit } from '#lib/permit.ts';
import { cursorInt, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';

const LIST = 'statements';
const KEY = z.tuple([cursorInt, cursorInt]);

/** What VEX documents state, those too that are about no finding. */
export async function getStatements(ctx: Context, params: StatementListParams): Promise<StatementListView> {
  permit(ctx, 'finding:read', 'repositories');
  const key = decodeCursor(LIST, KEY, params.cursor);
  const statuses = params.status !== undefined && params.status.length > 0 ? [...new Set(params.status)] : null;
  const rows = await listStatements(ctx.readSql, ctx.readScope, {
    document: params.document ?? null,
    statuses,
    matched: params.matched === undefined ? null : params.matched === 'yes',
    after: key && { document: key[0], number: key[1] },
    limit: params.limit + 1,
  });
  const { items, next } = pageOf(rows, params.limit, (last) => encodeCursor(LIST, [last.document, last.number]));
  return {
    items: items.map(({ statedAt, productCount, ...row }) => ({
      ...row,
      stated_at: statedAt.toISOString(),
      products_total: productCount,
    })),
    next_cursor: next,
  };
}
