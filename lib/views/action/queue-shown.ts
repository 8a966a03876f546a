import { findGroupMembers, findQueueRows } from '#db/queries/queue.ts';
import type { QueueRowPlace } from '#db/queries/queue-start.ts';
import type { Context } from '#lib/context.ts';
import { placeOf, type Works, worksAt } from './action-rows.ts';
import { type CoverageEntry, grouped, type QueueEntry, storedEntry } from './queue.ts';

/** What a page shows of its places, and the work on them, all asked for at once. What has closed meanwhile is left out. */
export async function shownEntries(
  ctx: Context,
  items: readonly (QueueRowPlace | CoverageEntry)[],
  repoIds: number[] | null,
): Promise<{ entries: QueueEntry[]; works: Works }> {
  const { readSql, readScope } = ctx;
  const places = items.flatMap((item) => ('coverage' in item ? [] : [item]));
  const keys = places.flatMap(({ key }) => key ?? []);
  const [rows, members, works] = await Promise.all([
    findQueueRows(readSql, readScope, places),
    findGroupMembers(readSql, readScope, keys, repoIds),
    worksAt(ctx, places),
  ]);
  const found = new Map(rows.map((row) => [placeOf(row), row]));
  const entries = items.flatMap((item): QueueEntry[] => {
    if ('coverage' in item) return [item];
    const row = found.get(placeOf(item));
    return row ? [storedEntry(row)] : [];
  });
  return { entries: grouped(entries, members), works };
}
