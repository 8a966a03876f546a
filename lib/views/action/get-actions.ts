import { z } from 'zod';
import { findFeedDates } from '#db/queries/feed-loads.ts';
import { findPortfolioScores } from '#db/queries/posture.ts';
import { findQueue } from '#db/queries/queue.ts';
import type { QueuePage } from '#db/queries/queue-arms.ts';
import { findQueueStart, type QueueRowPlace } from '#db/queries/queue-start.ts';
import type { Context } from '#lib/context.ts';
import type { ActionListParams, ActionListView } from '#lib/contracts/action.ts';
import { permit } from '#lib/permit.ts';
import { cursorInt, cursorSmall, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { actionRowsAmong } from './action-rows.ts';
import { amongPlaces, sharedKey } from './queue.ts';
import { coverageOf, planQueue } from './queue-reading.ts';
import { shownEntries } from './queue-shown.ts';
import { COUNTED, totalsAmong } from './queue-total.ts';

const KEY = z.tuple([cursorSmall, z.number(), cursorInt, cursorInt]);

/** The remediation queue: lane by lane, each in its own order; what is one fix in several repositories is one row. */
export async function getActions(ctx: Context, params: ActionListParams): Promise<ActionListView> {
  permit(ctx, 'finding:read', 'repositories');
  const key = decodeCursor('actions', KEY, params.cursor);
  const plan = await planQueue(ctx, params);
  const { filter, leading } = plan;
  const after = key && { lane: key[0], value: key[1], repoId: key[2], number: key[3] };
  const page: QueuePage = { ...filter, after, leading, limit: params.limit + 1 };
  // One trip for what is known of the question, and one for what is known of its rows.
  const [start, coverage, scores, feeds] = await Promise.all([
    findQueueStart(ctx.readSql, ctx.readScope, page, COUNTED + 1),
    coverageOf(ctx, plan),
    findPortfolioScores(ctx.readSql, ctx.readScope),
    findFeedDates(ctx.readSql, ctx),
  ]);
  const places = start.isCut ? await placesBehind(ctx, page) : start.places;
  const { items, next } = pageOf(amongPlaces(places, coverage, page), params.limit, (last) =>
    encodeCursor('actions', [last.lane, last.value, last.repoId, last.number]),
  );
  const [{ entries, works }, totals] = await Promise.all([
    shownEntries(ctx, items, filter.repoIds),
    totalsAmong(ctx, { ...plan, coverage }, start.lanes),
  ]);
  return {
    items: actionRowsAmong(scores, entries, { works, feeds, now: ctx.now() }),
    next_cursor: next,
    ...totals,
  };
}

/** A page behind the actions that are looked at to count a lane. */
async function placesBehind(ctx: Context, page: QueuePage): Promise<QueueRowPlace[]> {
  const rows = await findQueue(ctx.readSql, ctx.readScope, page);
  return rows.map((row) => {
    const [key = null] = page.leading ? sharedKey(row) : [];
    return { lane: row.lane, value: row.value, repoId: row.repoId, number: row.number, key };
  });
}
