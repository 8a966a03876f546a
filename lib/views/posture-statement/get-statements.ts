import { z } from 'zod';
import { listStatements } from '#db/queries/posture-statements.ts';
import type { Context } from '#lib/context.ts';
import {
  isoWeekName,
  type PostureStatementListView,
  type StatementListParams,
} from '#lib/contracts/posture-statement.ts';
import { permit } from '#lib/permit.ts';
import { decodeCursor, encodeCursor, pageOf } from '../cursor.ts';

const LIST = 'posture-statements';
const KEY = z.tuple([isoWeekName]);

/** What was said of the organization's posture, the newest week first. */
export async function getStatements(ctx: Context, params: StatementListParams): Promise<PostureStatementListView> {
  permit(ctx, 'posture:export', 'organization');
  const before = decodeCursor(LIST, KEY, params.cursor)?.[0] ?? null;
  const rows = await listStatements(ctx.readSql, ctx, { before, limit: params.limit + 1 });
  const { items, next } = pageOf(rows, params.limit, ({ week }) => encodeCursor(LIST, [week]));
  return {
    items: items.map(({ week, at, figures }) => ({
      ...{ week, at: at.toISOString(), figures },
      statement_url: `/api/v1/posture/statements/${week}`,
      inputs_url: `/api/v1/posture/statements/${week}/inputs`,
    })),
    next_cursor: next,
  };
}
