import { type BulkRow, bulkInsert, Json } from '#db/bulk.ts';
import type { FindingEvent } from '#lib/domain/finding/event.ts';
import type { LockedRepository } from './changes.ts';

const COLUMNS = ['org_id', 'repo_id', 'at', 'finding_number', 'kind', 'upload', 'user_id', 'detail'] as const;
const CHUNK = 20_000;

/** History of what happened, by an upload (0: none) or a person. */
export async function writeEvents(
  { tx, scope, now }: LockedRepository,
  events: readonly FindingEvent[],
  by: { upload: number; userId: number | null },
): Promise<void> {
  for (let from = 0; from < events.length; from += CHUNK) {
    const rows = events.slice(from, from + CHUNK).map((event): BulkRow => {
      const detail = event.detail ? new Json(JSON.stringify(event.detail)) : null;
      return [scope.orgId, scope.repoId, now, event.number, event.kind, by.upload, by.userId, detail];
    });
    await bulkInsert(tx, 'finding_events', COLUMNS, rows);
  }
}
