import type { Context } from '#lib/context.ts';
import type { FrameworkExportParams, FrameworkRow, FrameworkView } from '#lib/contracts/framework.ts';
import { permit } from '#lib/permit.ts';
import { csvEncoder, jsonEncoder } from '#lib/views/export/encoder.ts';
import { frameworkColumns } from '#lib/views/export/framework-columns.ts';
import { getFramework } from '#lib/views/framework/get-framework.ts';
import { type WriteText, writeExport } from './write-export.ts';

/** Writes how each control of a framework holds, a row for each check. @throws Fault forbidden, not_found; before the first byte */
export async function exportFramework(
  ctx: Context,
  framework: string,
  params: FrameworkExportParams,
  write: WriteText,
): Promise<void> {
  permit(ctx, 'posture:read', 'repositories');
  const encoder = params.format === 'csv' ? csvEncoder(frameworkColumns(ctx.publicUrl)) : jsonEncoder<FrameworkRow>();
  const asked = { ...params, framework };
  await writeExport(ctx, { verb: 'framework.exported', asked, encoder, pages: (seen) => page(seen, framework) }, write);
}

async function* page(ctx: Context, name: string): AsyncGenerator<FrameworkRow[]> {
  yield rowsOf(await getFramework(ctx, name));
}

function rowsOf({ id: framework, controls }: FrameworkView): FrameworkRow[] {
  return controls.flatMap(({ checks, ...control }) =>
    (checks.length === 0 ? [null] : checks).map((check) => ({ framework, ...control, check })),
  );
}
