import type { Context } from '#lib/context.ts';
import type { PrivilegeExportParams, PrivilegeList } from '#lib/contracts/privilege-export.ts';
import { permit } from '#lib/permit.ts';
import { csvEncoder, jsonEncoder } from '#lib/views/export/encoder.ts';
import { listPages } from '#lib/views/export/list-pages.ts';
import { type Exportable, PRIVILEGE_LISTS, type PrivilegeRows } from '#lib/views/export/privilege-lists.ts';
import { type WriteText, writeExport } from './write-export.ts';

/** Writes the rows of a list of privileges. @throws Fault forbidden, not_found, invalid_input; before the first byte */
export async function exportPrivileges<L extends PrivilegeList>(
  ctx: Context,
  list: L,
  params: PrivilegeExportParams<L>,
  write: WriteText,
): Promise<void> {
  permit(ctx, 'finding:read', 'repositories');
  const { columns, read }: Exportable<L> = PRIVILEGE_LISTS[list];
  const { format, ...filters } = params;
  const encoder = format === 'csv' ? csvEncoder(columns(ctx.publicUrl)) : jsonEncoder<PrivilegeRows[L]>();
  const now = ctx.now();
  const pages = (seen: Context) => {
    // What was not used for so many days is so as of one moment, however long the file takes.
    const then = { ...seen, now: () => now };
    return listPages((page) => read(then, { ...filters, ...page }));
  };
  await writeExport(ctx, { verb: 'privilege.exported', asked: { list, ...params }, encoder, pages }, write);
}
