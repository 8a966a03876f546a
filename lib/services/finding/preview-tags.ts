import type { Context } from '#lib/context.ts';
import type { BulkTagPreview, BulkTagPreviewBody } from '#lib/contracts/finding-bulk.ts';
import { permit } from '#lib/permit.ts';
import { tagFindings } from './tag-findings.ts';
import { tryAndTakeBack } from './try-and-take-back.ts';

/**
 * What changing the tags of many findings would do: it is done and taken back.
 * @throws Fault as of the change
 */
export async function previewTags(ctx: Context, body: BulkTagPreviewBody): Promise<BulkTagPreview> {
  permit(ctx, 'finding:write', 'repositories');
  const { batch: _batch, ...preview } = await tryAndTakeBack(ctx, (tx, now) => tagFindings(ctx, tx, body, now));
  return preview;
}
