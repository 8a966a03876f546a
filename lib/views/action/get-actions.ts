import { z } from 'zod';
import type { Context } from '#lib/context.ts';
import { type ActionListParams, type ActionListView, LANE_NAMES } from '#lib/contracts/action.ts';
import { coverageTitle } from '#lib/domain/action/coverage-words.ts';
import { LANES } from '#lib/domain/action/rank.ts';
import { permit } from '#lib/permit.ts';
import { cursorInt, cursorSmall, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { repositoryIdsOf, word } from '#lib/views/finding/finding-filter.ts';
import { escapeLike } from '#lib/views/finding/like.ts';
import { COUNT_LIMIT, counterTotal, totalOf } from '#lib/views/total.ts';
import { actionRows } from './action-rows.ts';
import { countQueue, coverageEntries, type QueueEntry, queuePage } from './queue.ts';

const KEY = z.tuple([cursorSmall, z.number(), cursorInt, cursorInt]);

/** Actions on coverage of which the title has every word, as the database compares those that it stores. */
function titled(entries: readonly QueueEntry[], words: readonly string[] | null): QueueEntry[] {
  return entries.filter((entry) => {
    const title = entry.kind === 'coverage' ? coverageTitle(entry.coverage).toLowerCase() : '';
    return words === null || words.every((one) => title.includes(one.toLowerCase()));
  });
}

/** The remediation queue: lane by lane, each in its own order. */
export async function getActions(ctx: Context, params: ActionListParams): Promise<ActionListView> {
  permit(ctx, 'finding:read', 'repositories');
  const key = decodeCursor('actions', KEY, params.cursor);
  const repoIds = params.repo?.length ? await repositoryIdsOf(ctx, [...new Set(params.repo)]) : null;
  const lanes = params.lane?.length ? [...new Set(params.lane)].map((name) => LANE_NAMES.indexOf(name)) : null;
  const after = key && { lane: key[0], value: key[1], repoId: key[2], number: key[3] };
  const words = word(params.q)?.split(/\s+/) ?? null;
  const title = words?.map((part) => `%${escapeLike(part)}%`) ?? null;
  const page = { repoIds, lanes: lanes ?? [...LANES], after, limit: params.limit + 1, title };
  const coverage = titled(await coverageEntries(ctx, repoIds), words);
  const [entries, count] = await Promise.all([
    queuePage(ctx, page, coverage),
    countQueue(ctx, { repoIds, lanes, title }, coverage, COUNT_LIMIT + 1),
  ]);
  const { items, next } = pageOf(entries, params.limit, (last) =>
    encodeCursor('actions', [last.lane, last.value, last.repoId, last.number]),
  );
  return {
    items: await actionRows(ctx, items),
    next_cursor: next,
    total: lanes === null && title === null ? counterTotal(count) : totalOf(count),
  };
}
