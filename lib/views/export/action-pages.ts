import { findFeedDates } from '#db/queries/feed-loads.ts';
import { findPortfolioScores } from '#db/queries/posture.ts';
import type { QueuePage } from '#db/queries/queue-arms.ts';
import type { Context } from '#lib/context.ts';
import type { ActionListParams, ActionRow } from '#lib/contracts/action.ts';
import { actionRowsAmong, worksOf } from '#lib/views/action/action-rows.ts';
import { type QueueEntry, queuePage, withGroups } from '#lib/views/action/queue.ts';
import { queueReading } from '#lib/views/action/queue-reading.ts';

const PAGE = 500;

/** Every action of the queue with these filters, in its order. @throws Fault not_found, invalid_input, with the first page */
export async function* actionPages(
  ctx: Context,
  params: Omit<ActionListParams, 'cursor' | 'limit'>,
): AsyncGenerator<ActionRow[]> {
  const { filter, leading, coverage } = await queueReading(ctx, params);
  // They are of the whole organization: read once for all pages.
  const [scores, feeds] = await Promise.all([
    findPortfolioScores(ctx.readSql, ctx.readScope),
    findFeedDates(ctx.readSql, ctx),
  ]);
  let after: QueuePage['after'] = null;
  do {
    const entries: QueueEntry[] = await queuePage(ctx, { ...filter, after, leading, limit: PAGE }, coverage);
    const shown = leading ? await withGroups(ctx, entries, filter.repoIds) : entries;
    const works = await worksOf(ctx, shown);
    if (shown.length > 0) yield actionRowsAmong(scores, shown, { works, feeds, now: ctx.now() });
    after = entries.length < PAGE ? null : (entries.at(-1) ?? null);
  } while (after !== null);
}
