import { findUploadRow, type UploadRow } from '#db/queries/ingest-read.ts';
import type { Context } from '#lib/context.ts';
import type { UploadDetail } from '#lib/contracts/upload.ts';
import type { Permission } from '#lib/domain/access/access.ts';
import { decodeId } from '#lib/ids.ts';
import { permit } from '#lib/permit.ts';
import { uploadRowView } from './get-ingest.ts';
import { withDetail } from './upload-detail.ts';

/** One upload. @throws Fault not_found, forbidden */
export async function getUpload(ctx: Context, id: string): Promise<UploadDetail> {
  const row = await requireUpload(ctx, id, 'upload:read');
  return withDetail(ctx, row, uploadRowView(ctx, row));
}

/** @throws Fault not_found, forbidden */
export async function requireUpload(ctx: Context, id: string, permission: Permission): Promise<UploadRow> {
  permit(ctx, permission, 'repositories');
  const key = decodeId('upload', id);
  // Read from the primary: a replica may not have an upload that was just delivered.
  const row = key && (await findUploadRow(ctx.sql, ctx.readScope, key));
  return permit(ctx, permission, { what: 'upload', row });
}
