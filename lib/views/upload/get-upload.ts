import { findUploadRow, type UploadRow } from '#db/queries/ingest-read.ts';
import type { Context } from '#lib/context.ts';
import type { UploadView } from '#lib/contracts/upload.ts';
import type { Permission } from '#lib/domain/access/access.ts';
import { Fault } from '#lib/errors.ts';
import { decodeId } from '#lib/ids.ts';
import { authoriseAtAll, authoriseFound } from '#lib/views/authorise.ts';
import { uploadRowView } from './get-ingest.ts';

/** One upload, for those who may read it: with an upload token, what the token itself delivered. @throws Fault not_found */
export async function getUpload(ctx: Context, id: string): Promise<UploadView> {
  return uploadRowView(ctx, await requireUpload(ctx, id, 'upload:read'));
}

/** @throws Fault not_found, forbidden */
export async function requireUpload(ctx: Context, id: string, permission: Permission): Promise<UploadRow> {
  authoriseAtAll(ctx, permission);
  const missing = new Fault('not_found', 'There is no such upload.');
  const key = decodeId('upload', id);
  // Asked by the client that just delivered it: a replica may not know it yet.
  const row = key && (await findUploadRow(ctx.sql, { orgId: ctx.orgId, repoId: key.repoId }, key.number));
  if (!row) throw missing;
  authoriseFound(ctx, permission, { repoFullName: row.fullName, uploadTokenId: row.tokenId }, missing);
  return row;
}
