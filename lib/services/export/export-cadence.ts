import type { Context } from '#lib/context.ts';
import type { CadenceCell, CadenceExportParams, CadenceRow } from '#lib/contracts/cadence.ts';
import { permit } from '#lib/permit.ts';
import { getCadence } from '#lib/views/coverage/get-cadence.ts';
import { type Columns, csvEncoder, jsonEncoder } from '#lib/views/export/encoder.ts';
import { listPages } from '#lib/views/export/list-pages.ts';
import { type WriteText, writeExport } from './write-export.ts';

type CellRow = CadenceCell & { repository: string; pipeline: string };

const COLUMNS: Columns<CellRow> = {
  repository: ({ repository }) => repository,
  pipeline: ({ pipeline }) => pipeline,
  category: ({ category }) => category,
  state: ({ state }) => state,
  last_success_at: ({ last_success_at }) => last_success_at,
  last_report_at: ({ last_report_at }) => last_report_at,
  usual_seconds: ({ usual_seconds }) => usual_seconds,
  scanners: ({ scanners }) => scanners.join(', '),
};

/** Writes a row for each category that each pipeline of the list reports. @throws Fault forbidden; before the first byte */
export async function exportCadence(ctx: Context, params: CadenceExportParams, write: WriteText): Promise<void> {
  permit(ctx, 'posture:read', 'repositories');
  const { format, ...filters } = params;
  const encoder = format === 'csv' ? csvEncoder(COLUMNS) : jsonEncoder<CellRow>();
  const now = ctx.now();
  await writeExport(
    ctx,
    {
      verb: 'coverage.cadence_exported',
      asked: params,
      encoder,
      pages: (seen) => cells({ ...seen, now: () => now }, filters),
    },
    write,
  );
}

/** What is late is so as of one moment, however long the file takes. */
async function* cells(ctx: Context, filters: Omit<CadenceExportParams, 'format'>): AsyncGenerator<readonly CellRow[]> {
  for await (const rows of listPages((page) => getCadence(ctx, { ...filters, by: 'now', ...page })))
    yield rows.flatMap(cellsOf);
}

const cellsOf = ({ repo, pipeline, cells: all }: CadenceRow): CellRow[] =>
  all.map((cell) => ({ repository: repo, pipeline, ...cell }));
