import { hasFewDue } from '#db/queries/queue-due.ts';
import { asksForDue, isOfFew, type QueueFilter } from '#db/queries/queue-filter.ts';
import type { Context } from '#lib/context.ts';
import type { ActionListParams } from '#lib/contracts/action.ts';
import { coverageTitle } from '#lib/domain/action/coverage-words.ts';
import { type CoverageEntry, coverageEntries } from './queue.ts';
import { type QueueQuestion, questionOf } from './queue-filter.ts';

type Asked = Omit<ActionListParams, 'cursor' | 'limit'>;

/** A question about the queue, and how it is read, whichever page of it. */
export interface QueuePlan extends QueueQuestion {
  /** What is the same in several repositories is one row. */
  leading: boolean;
}

/** What is read for a question about the queue, whichever page of it. */
export interface QueueReading extends Pick<QueuePlan, 'filter' | 'isWhole' | 'leading'> {
  coverage: CoverageEntry[];
}

/** Actions on coverage that the question is about, whichever lanes it names. */
export async function coverageOf(ctx: Context, { filter, words, coverage }: QueueQuestion): Promise<CoverageEntry[]> {
  if (!coverage) return [];
  const entries = await coverageEntries(ctx, filter.repoIds);
  return entries.filter(({ coverage: action }) => {
    if (filter.categories && !filter.categories.includes(action.category)) return false;
    // As the database compares the titles that it stores.
    const title = coverageTitle(action).toLowerCase();
    return words === null || words.every((one) => title.includes(one.toLowerCase()));
  });
}

/** Few that are due are found in another way than many. */
async function withFewDue(ctx: Context, filter: QueueFilter): Promise<QueueFilter> {
  if (!asksForDue(filter) || isOfFew(filter)) return filter;
  return { ...filter, fewDue: await hasFewDue(ctx.readSql, ctx.readScope, filter) };
}

/** @throws Fault not_found for a repository; invalid_input for a team that the caller does not see */
export async function planQueue(ctx: Context, params: Asked): Promise<QueuePlan> {
  const question = await questionOf(ctx, params);
  const filter = await withFewDue(ctx, question.filter);
  // Of a fix in several repositories one date may be past and another one near: only each by itself is at risk.
  const isEachAtRisk = filter.sla?.which === 'at_risk';
  // Whose it is, how far, and who watches it is said of each repository alone.
  const leading = filter.repoIds?.length !== 1 && !filter.stages && !filter.whose && !isOfFew(filter) && !isEachAtRisk;
  return { ...question, filter, leading };
}

/** @throws Fault not_found for a repository; invalid_input for a team that the caller does not see */
export async function queueReading(ctx: Context, params: Asked): Promise<QueueReading> {
  const plan = await planQueue(ctx, params);
  const { filter, isWhole, leading } = plan;
  return { filter, isWhole, leading, coverage: await coverageOf(ctx, plan) };
}
