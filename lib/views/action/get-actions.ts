import { z } from 'zod';
import type { Context } from '#lib/context.ts';
import type { ActionListParams, ActionListView } from '#lib/contracts/action.ts';
import { permit } from '#lib/permit.ts';
import { cursorInt, cursorSmall, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { actionRows } from './action-rows.ts';
import { queuePage, withGroups } from './queue.ts';
import { queueReading } from './queue-reading.ts';
import { queueTotals } from './queue-total.ts';

const KEY = z.tuple([cursorSmall, z.number(), cursorInt, cursorInt]);

/** The remediation queue: lane by lane, each in its own order; what is one fix in several repositories is one row. */
export async function getActions(ctx: Context, params: ActionListParams): Promise<ActionListView> {
  permit(ctx, 'finding:read', 'repositories');
  const key = decodeCursor('actions', KEY, params.cursor);
  const { filter, isWhole, leading, coverage } = await queueReading(ctx, params);
  const after = key && { lane: key[0], value: key[1], repoId: key[2], number: key[3] };
  const [entries, totals] = await Promise.all([
    queuePage(ctx, { ...filter, after, leading, limit: params.limit + 1 }, coverage),
    queueTotals(ctx, { filter, coverage, leading, isWhole }),
  ]);
  const { items, next } = pageOf(entries, params.limit, (last) =>
    encodeCursor('actions', [last.lane, last.value, last.repoId, last.number]),
  );
  const shown = leading ? await withGroups(ctx, items, filter.repoIds) : items;
  return {
    items: await actionRows(ctx, shown),
    next_cursor: next,
    ...totals,
  };
}
