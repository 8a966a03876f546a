import type { Context } from '#lib/context.ts';
import type { FindingExportParams } from '#lib/contracts/export.ts';
import { permit } from '#lib/permit.ts';
import { csvEncoder, jsonEncoder } from '#lib/views/export/encoder.ts';
import { findingColumns } from '#lib/views/export/finding-columns.ts';
import { findingPages } from '#lib/views/export/finding-pages.ts';
import { sarifEncoder } from '#lib/views/export/sarif.ts';
import { sarifPages } from '#lib/views/export/sarif-pages.ts';
import { type WriteText, writeExport } from './write-export.ts';

/** Writes the findings of a list. @throws Fault forbidden, not_found; before the first byte */
export async function exportFindings(ctx: Context, params: FindingExportParams, write: WriteText): Promise<void> {
  permit(ctx, 'finding:read', 'repositories');
  const told = { verb: 'finding.exported', asked: params } as const;
  const pages = (seen: Context) => findingPages(seen, params);
  switch (params.format) {
    case 'csv':
      return writeExport(ctx, { ...told, encoder: csvEncoder(findingColumns(ctx.publicUrl)), pages }, write);
    case 'json':
      return writeExport(ctx, { ...told, encoder: jsonEncoder(), pages }, write);
    case 'sarif':
      return writeExport(
        ctx,
        { ...told, encoder: sarifEncoder(ctx.publicUrl), pages: (seen) => sarifPages(seen, params) },
        write,
      );
  }
}
