import type { Context } from '#lib/context.ts';
import type { Revocation, RevocationExportParams } from '#lib/contracts/access-review-item.ts';
import { permit } from '#lib/permit.ts';
import { getRevocations } from '#lib/views/access-review/get-revocations.ts';
import { csvEncoder, jsonEncoder } from '#lib/views/export/encoder.ts';
import { listPages } from '#lib/views/export/list-pages.ts';
import { revocationColumns } from '#lib/views/export/revocation-columns.ts';
import { type WriteText, writeExport } from './write-export.ts';

/** Writes what access reviews take away and no inventory shows to be gone. @throws Fault forbidden; before the first byte */
export async function exportRevocations(ctx: Context, params: RevocationExportParams, write: WriteText): Promise<void> {
  permit(ctx, 'review:read', 'organization');
  const { format, ...filters } = params;
  const encoder = format === 'csv' ? csvEncoder(revocationColumns(ctx.publicUrl)) : jsonEncoder<Revocation>();
  const now = ctx.now();
  const pages = (seen: Context) => {
    // What is late is so as of one moment, however long the file takes.
    const then = { ...seen, sql: seen.readSql, now: () => now };
    return listPages((page) => getRevocations(then, { ...filters, ...page }));
  };
  await writeExport(ctx, { verb: 'review.revocations_exported', asked: params, encoder, pages }, write);
}
