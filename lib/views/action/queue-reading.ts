import { hasFewDue } from '#db/queries/queue-due.ts';
import { asksForDue, isOfWork, type QueueFilter } from '#db/queries/queue-filter.ts';
import type { Context } from '#lib/context.ts';
import type { ActionListParams } from '#lib/contracts/action.ts';
import { coverageTitle } from '#lib/domain/action/coverage-words.ts';
import { coverageEntries, type QueueEntry } from './queue.ts';
import { type QueueQuestion, questionOf } from './queue-filter.ts';

/** What is read for a question about the queue, whichever page of it. */
export interface QueueReading {
  filter: QueueFilter;
  /** Whether nothing but repositories narrows it. */
  isWhole: boolean;
  /** What is the same in several repositories is one row. */
  leading: boolean;
  coverage: QueueEntry[];
}

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

/** Few that are due are found in another way than many. */
async function withFewDue(ctx: Context, filter: QueueFilter): Promise<QueueFilter> {
  if (!asksForDue(filter) || isOfWork(filter)) return filter;
  return { ...filter, fewDue: await hasFewDue(ctx.readSql, ctx.readScope, filter) };
}

/** @throws Fault not_found for a repository; invalid_input for a team that the caller does not see */
export async function queueReading(
  ctx: Context,
  params: Omit<ActionListParams, 'cursor' | 'limit'>,
): Promise<QueueReading> {
  const question = await questionOf(ctx, params);
  const { isWhole } = question;
  const filter = await withFewDue(ctx, question.filter);
  // Whose it is and how far is said of each repository alone.
  const leading = filter.repoIds?.length !== 1 && !filter.stages && !filter.whose && !isOfWork(filter);
  return { filter, isWhole, leading, coverage: await coverageOf(ctx, question) };
}
