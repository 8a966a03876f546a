import type { Context } from '#lib/context.ts';
import type { CoverageExportParams, GridCell, GridRow } from '#lib/contracts/coverage.ts';
import { permit } from '#lib/permit.ts';
import { getCoverage } from '#lib/views/coverage/get-coverage.ts';
import { type Columns, csvEncoder, jsonEncoder } from '#lib/views/export/encoder.ts';
import { listPages } from '#lib/views/export/list-pages.ts';
import { type WriteText, writeExport } from './write-export.ts';

type CellRow = GridCell & { repository: string };

const columnsOf = (publicUrl: string): Columns<CellRow> => ({
  repository: ({ repository }) => repository,
  category: ({ category }) => category,
  state: ({ state }) => state,
  last_success_at: ({ last_success_at }) => last_success_at,
  unscanned_since: ({ unscanned_since }) => unscanned_since,
  pipelines: ({ sources }) => sources.map(({ pipeline, scanner }) => `${pipeline} (${scanner})`).join(', '),
  url: ({ url }) => `${publicUrl}${url}`,
});

/** Writes a row for each category of each repository of the list. @throws Fault forbidden; before the first byte */
export async function exportCoverage(ctx: Context, params: CoverageExportParams, write: WriteText): Promise<void> {
  permit(ctx, 'posture:read', 'repositories');
  const { format, ...filters } = params;
  const encoder = format === 'csv' ? csvEncoder(columnsOf(ctx.publicUrl)) : jsonEncoder<CellRow>();
  const now = ctx.now();
  await writeExport(
    ctx,
    { verb: 'coverage.exported', asked: params, encoder, pages: (seen) => cells({ ...seen, now: () => now }, filters) },
    write,
  );
}

/** What is fresh is so as of one moment, however long the file takes. */
async function* cells(ctx: Context, filters: Omit<CoverageExportParams, 'format'>): AsyncGenerator<readonly CellRow[]> {
  for await (const rows of listPages((page) => getCoverage(ctx, { ...filters, ...page }))) yield rows.flatMap(cellsOf);
}

const cellsOf = ({ name, cells: all }: GridRow): CellRow[] => all.map((cell) => ({ repository: name, ...cell }));
