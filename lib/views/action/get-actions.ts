import { z } from 'zod';
import { isOfWork } from '#db/queries/queue-filter.ts';
import type { Context } from '#lib/context.ts';
import type { ActionListParams, ActionListView } from '#lib/contracts/action.ts';
import { coverageTitle } from '#lib/domain/action/coverage-words.ts';
import { permit } from '#lib/permit.ts';
import { cursorInt, cursorSmall, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { actionRows } from './action-rows.ts';
import { coverageEntries, type QueueEntry, queuePage, withGroups } from './queue.ts';
import { type QueueQuestion, questionOf } from './queue-filter.ts';
import { queueTotals } from './queue-total.ts';

const KEY = z.tuple([cursorSmall, z.number(), cursorInt, cursorInt]);

/** Actions on coverage that the question is about, whichever lanes it names. */
async function coverageOf(ctx: Context, { filter, words, coverage }: QueueQuestion): Promise<QueueEntry[]> {
  if (!coverage) return [];
  const entries = await coverageEntries(ctx, filter.repoIds);
  return entries.filter((entry) => {
    if (entry.kind !== 'coverage') return false;
    const { category } = entry.coverage;
    if (filter.categories && !filter.categories.includes(category)) return false;
    // As the database compares the titles that it stores.
    const title = coverageTitle(entry.coverage).toLowerCase();
    return words === null || words.every((one) => title.includes(one.toLowerCase()));
  });
}

/** The remediation queue: lane by lane, each in its own order; what is one fix in several repositories is one row. */
export async function getActions(ctx: Context, params: ActionListParams): Promise<ActionListView> {
  permit(ctx, 'finding:read', 'repositories');
  const key = decodeCursor('actions', KEY, params.cursor);
  const question = await questionOf(ctx, params);
  const { filter } = question;
  const after = key && { lane: key[0], value: key[1], repoId: key[2], number: key[3] };
  // Whose it is and how far is said of each repository alone.
  const leading = filter.repoIds?.length !== 1 && !filter.stages && !filter.whose && !isOfWork(filter);
  const coverage = await coverageOf(ctx, question);
  const [entries, totals] = await Promise.all([
    queuePage(ctx, { ...filter, after, leading, limit: params.limit + 1 }, coverage),
    queueTotals(ctx, { filter, coverage, leading, isWhole: question.isWhole }),
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
