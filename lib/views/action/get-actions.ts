import { z } from 'zod';
import { countActions, countTitled, findActions } from '#db/queries/actions-read.ts';
import type { Context } from '#lib/context.ts';
import { type ActionListParams, type ActionListView, LANE_NAMES } from '#lib/contracts/action.ts';
import { LANES } from '#lib/domain/action/rank.ts';
import { permit } from '#lib/permit.ts';
import { cursorInt, cursorSmall, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { repositoryIdsOf, word } from '#lib/views/finding/finding-filter.ts';
import { escapeLike } from '#lib/views/finding/like.ts';
import { COUNT_LIMIT, totalOf } from '#lib/views/total.ts';
import { actionRows } from './action-rows.ts';

const KEY = z.tuple([cursorSmall, z.number(), cursorInt, cursorInt]);

function titleOf(text: string | undefined): string[] | null {
  return (
    word(text)
      ?.split(/\s+/)
      .map((part) => `%${escapeLike(part)}%`) ?? null
  );
}

/** The remediation queue: lane by lane, each in its own order. */
export async function getActions(ctx: Context, params: ActionListParams): Promise<ActionListView> {
  permit(ctx, 'finding:read', 'repositories');
  const key = decodeCursor('actions', KEY, params.cursor);
  const repoIds = params.repo?.length ? await repositoryIdsOf(ctx, [...new Set(params.repo)]) : null;
  const lanes = params.lane?.length ? [...new Set(params.lane)].map((name) => LANE_NAMES.indexOf(name)) : null;
  const after = key && { lane: key[0], value: key[1], repoId: key[2], number: key[3] };
  const title = titleOf(params.q);
  const page = { repoIds, lanes: lanes ?? [...LANES], after, limit: params.limit + 1, title };
  const [rows, count] = await Promise.all([
    findActions(ctx.readSql, ctx.readScope, page),
    title === null
      ? countActions(ctx.readSql, ctx.readScope, { repoIds, lanes }, COUNT_LIMIT + 1)
      : countTitled(ctx.readSql, ctx.readScope, page),
  ]);
  const { items, next } = pageOf(rows, params.limit, (last) =>
    encodeCursor('actions', [last.lane, last.value, last.repoId, last.number]),
  );
  return { items: await actionRows(ctx, items), next_cursor: next, total: totalOf(count) };
}
