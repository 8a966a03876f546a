import type { Context } from '#lib/context.ts';
import type { BulkPreview, BulkPreviewBody } from '#lib/contracts/exception-bulk.ts';
import { permit } from '#lib/permit.ts';
import { findSelection } from './find-selection.ts';
import { previewSelection } from './preview-selection.ts';

/**
 * What a bulk decision would do.
 * @throws Fault forbidden; not_found for an id; invalid_input for more findings than can be decided at once
 */
export async function previewBulk(ctx: Context, body: BulkPreviewBody): Promise<BulkPreview> {
  permit(ctx, 'exception:request', 'repositories');
  return previewSelection(ctx, body.kind, await findSelection(ctx, ctx.sql, body));
}
