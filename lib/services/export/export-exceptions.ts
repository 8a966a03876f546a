import type { Context } from '#lib/context.ts';
import type { ExceptionExportParams } from '#lib/contracts/export.ts';
import { permit } from '#lib/permit.ts';
import { csvEncoder, jsonEncoder } from '#lib/views/export/encoder.ts';
import { exceptionColumns } from '#lib/views/export/exception-columns.ts';
import { exceptionPages } from '#lib/views/export/exception-pages.ts';
import { type WriteText, writeExport } from './write-export.ts';

/** Writes the exceptions of a list. @throws Fault forbidden, not_found; before the first byte */
export async function exportExceptions(ctx: Context, params: ExceptionExportParams, write: WriteText): Promise<void> {
  permit(ctx, 'finding:read', 'repositories');
  const encoder = params.format === 'csv' ? csvEncoder(exceptionColumns(ctx.publicUrl)) : jsonEncoder();
  const pages = (seen: Context) => exceptionPages(seen, params);
  await writeExport(ctx, { verb: 'exception.exported', asked: params, encoder, pages }, write);
}
