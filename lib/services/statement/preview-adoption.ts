import type { Context } from '#lib/context.ts';
import type { BulkPreview } from '#lib/contracts/exception-bulk.ts';
import type { AdoptionPreviewBody } from '#lib/contracts/statement.ts';
import { permit } from '#lib/permit.ts';
import { previewSelection } from '../exception/preview-selection.ts';
import { findAdoptable } from './find-adoptable.ts';

/** What adopting the statements of a document would do. @throws Fault forbidden, not_found, invalid_input */
export async function previewAdoption(ctx: Context, id: number, body: AdoptionPreviewBody): Promise<BulkPreview> {
  permit(ctx, 'exception:request', 'repositories');
  return previewSelection(ctx, body.kind, await findAdoptable(ctx, ctx.sql, id, body));
}
