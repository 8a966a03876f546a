import type { InferSelectModel } from 'drizzle-orm';
import { type BulkRow, bulkInsert } from '../bulk.ts';
import type { Connection, Transaction } from '../client.ts';
import { type streams, uploadParts } from '../schema/ingest.ts';
import type { RepositoryScope } from './scope.ts';
import type { Stream } from './streams.ts';

export type UploadPart = InferSelectModel<typeof uploadParts>;
export type NewUploadPart = Omit<BulkRow<typeof uploadParts>, 'orgId' | 'repoId' | 'upload'>;

/**
 * Writes the streams that an upload feeds.
 * @param again it was settled before (held, then released): in place of what was written then
 */
export async function writeUploadParts(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  upload: number,
  rows: readonly NewUploadPart[],
  { again }: { again: boolean },
): Promise<void> {
  if (again) await tx`delete from upload_parts where org_id = ${orgId} and repo_id = ${repoId} and upload = ${upload}`;
  await bulkInsert(tx, uploadParts, { orgId, repoId, upload }, rows);
}

export async function findUploadParts(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  upload: number,
): Promise<UploadPart[]> {
  return sql<UploadPart[]>`
    select * from upload_parts where org_id = ${orgId} and repo_id = ${repoId} and upload = ${upload} order by stream_id`;
}

/** The streams that an upload feeds, in the order of their parts. */
export async function findStreamsOfUpload(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  upload: number,
): Promise<Stream[]> {
  return sql<InferSelectModel<typeof streams>[]>`
    select s.* from upload_parts p
    join streams s on s.org_id = p.org_id and s.repo_id = p.repo_id and s.id = p.stream_id
    where p.org_id = ${orgId} and p.repo_id = ${repoId} and p.upload = ${upload}
      and s.org_id = ${orgId} and s.repo_id = ${repoId}
    order by s.id`;
}

export type UploadPartRow = Pick<UploadPart, 'streamId' | 'scannerVersion' | 'gaps' | 'inventory' | 'keptOpen'> &
  Pick<Stream, 'scanner' | 'label'>;

/** The parts of an upload, with what names their streams. */
export async function findUploadPartRows(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  upload: number,
): Promise<UploadPartRow[]> {
  return sql<UploadPartRow[]>`
    select p.stream_id, p.scanner_version, p.gaps, p.inventory, p.kept_open, s.scanner, s.label from upload_parts p
    join streams s on s.org_id = p.org_id and s.repo_id = p.repo_id and s.id = p.stream_id
    where p.org_id = ${orgId} and p.repo_id = ${repoId} and p.upload = ${upload}
      and s.org_id = ${orgId} and s.repo_id = ${repoId}
    order by s.scanner, s.label`;
}
