import { findUploadWords } from '#db/queries/ingest-read.ts';
import type { Context } from '#lib/context.ts';
import type { UploadFacetsView } from '#lib/contracts/upload.ts';
import { permit } from '#lib/permit.ts';

/** Uploads that are looked through: what was reported lately is what people look for. */
const NEWEST = 5000;

/** Scanners and credentials of the newest uploads, to choose filters from. */
export async function getUploadFacets(ctx: Context): Promise<UploadFacetsView> {
  permit(ctx, 'upload:list', 'repositories');
  const { scanners, deliveredBy } = await findUploadWords(ctx.readSql, ctx.readScope, NEWEST);
  return { scanners, delivered_by: deliveredBy };
}
