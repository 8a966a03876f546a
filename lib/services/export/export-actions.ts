import type { Context } from '#lib/context.ts';
import type { ActionExportParams } from '#lib/contracts/export.ts';
import { permit } from '#lib/permit.ts';
import { actionColumns } from '#lib/views/export/action-columns.ts';
import { actionPages } from '#lib/views/export/action-pages.ts';
import { csvEncoder, jsonEncoder } from '#lib/views/export/encoder.ts';
import { type WriteText, writeExport } from './write-export.ts';

/** Writes the rows of the queue. @throws Fault forbidden, not_found, invalid_input; before the first byte */
export async function exportActions(ctx: Context, params: ActionExportParams, write: WriteText): Promise<void> {
  permit(ctx, 'finding:read', 'repositories');
  const encoder = params.format === 'csv' ? csvEncoder(actionColumns(ctx.publicUrl)) : jsonEncoder();
  const pages = (seen: Context) => actionPages(seen, params);
  await writeExport(ctx, { verb: 'action.exported', asked: params, encoder, pages }, write);
}
