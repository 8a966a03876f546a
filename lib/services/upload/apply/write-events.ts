import { type BulkRow, bulkInsert, Json } from '#db/bulk.ts';
import type { Work } from './work.ts';

const COLUMNS = ['org_id', 'repo_id', 'at', 'finding_number', 'kind', 'upload', 'user_id', 'detail'] as const;
const CHUNK = 20_000;

/** History of what the work did, by an upload (0: none) or a person. */
export async function writeEvents(work: Work, by: { upload: number; userId: number | null }): Promise<void> {
  const { orgId, repoId } = work.scope;
  for (let at = 0; at < work.events.length; at += CHUNK) {
    const rows = work.events.slice(at, at + CHUNK).map((event): BulkRow => {
      const detail = event.detail ? new Json(JSON.stringify(event.detail)) : null;
      return [orgId, repoId, work.now, event.number, event.kind, by.upload, by.userId, detail];
    });
    await bulkInsert(work.tx, 'finding_events', COLUMNS, rows);
  }
}
