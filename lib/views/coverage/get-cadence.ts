import { z } from 'zod';
import { type CadencePage, type CadenceRow, countCadence, findCadence } from '#db/queries/cadence.ts';
import { countSilentPipelines } from '#db/queries/silence.ts';
import type { Context } from '#lib/context.ts';
import type { CadenceCell, CadenceParams, CadenceView } from '#lib/contracts/cadence.ts';
import { narrowed } from '#lib/domain/access/read-scope.ts';
import { SCORE_CATEGORIES } from '#lib/domain/score/category.ts';
import { CADENCE_STATES } from '#lib/domain/stream/cadence.ts';
import { permit } from '#lib/permit.ts';
import { cursorInt, cursorText, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { word } from '#lib/views/finding/finding-filter.ts';
import { escapeLike } from '#lib/views/finding/like.ts';
import { pipelinePlaceOf } from '#lib/views/pipeline/pipeline-place-of.ts';
import { COUNT_LIMIT, totalOf } from '#lib/views/total.ts';
import { readCadenceDays } from './read-cadence-days.ts';

type DaysOf = (row: CadenceRow, cell: CadenceRow['cells'][number]) => CadenceCell['days'];

const KEYS = {
  state: z.tuple([cursorInt, z.number().int().min(-1e15).max(1e15), cursorInt, cursorInt]),
  name: z.tuple([cursorText, cursorText, cursorInt, cursorInt]),
} as const;

function keyOf(row: CadenceRow, sort: CadenceParams['sort']): (string | number)[] {
  const { repoId, pipelineId } = row;
  return sort === 'name' ? [row.slug, row.key, repoId, pipelineId] : [row.rank, -row.reported, repoId, pipelineId];
}

/** How often each pipeline reports each category, against what is usual for it. */
export async function getCadence(ctx: Context, params: CadenceParams): Promise<CadenceView> {
  permit(ctx, 'posture:read', 'repositories');
  const { readSql: sql, readScope } = ctx;
  const now = ctx.now();
  const list = `cadence ${params.sort}`;
  const key = decodeCursor(list, KEYS[params.sort], params.cursor);
  const q = word(params.q);
  const { repoIds, pipelineIds } = await pipelinePlaceOf(ctx, params);
  // What is named is shown also where it is in no figure.
  const scope = repoIds === null ? readScope : { ...narrowed(readScope, repoIds), named: true as const };
  const page: CadencePage = {
    pattern: q === null ? null : `%${escapeLike(q)}%`,
    pipelineIds,
    category: params.category ?? null,
    state: params.state ?? null,
    now,
    sort: params.sort,
    after: key && { first: key[0], second: key[1], repoId: key[2], pipelineId: key[3] },
    limit: params.limit + 1,
  };
  const [rows, count, silent] = await Promise.all([
    findCadence(sql, scope, page),
    countCadence(sql, scope, page, COUNT_LIMIT + 1),
    countSilentPipelines(sql, readScope, now),
  ]);
  const { items, next } = pageOf(rows, params.limit, (last) => encodeCursor(list, keyOf(last, params.sort)));
  const daysOf = params.by === 'day' ? await readCadenceDays({ ...ctx, readScope: scope }, items) : () => null;
  return {
    items: items.map((row) => viewOf(row, daysOf)),
    next_cursor: next,
    total: totalOf(count),
    silent,
    as_of: now.toISOString(),
  };
}

const viewOf = (row: CadenceRow, daysOf: DaysOf): CadenceView['items'][number] => ({
  id: `${row.repoId.toString(36)}.${row.pipelineId.toString(36)}`,
  repo: row.fullName,
  demo: row.demo,
  pipeline: row.key,
  last_report_at: new Date(row.reported).toISOString(),
  silent: row.silent,
  cells: row.cells.map((cell) => ({ ...cellOf(row, cell), days: daysOf(row, cell) })),
  url: `/repositories/${row.fullName}/pipelines`,
});

function cellOf({ fullName, key }: CadenceRow, cell: CadenceRow['cells'][number]): Omit<CadenceCell, 'days'> {
  const { place, rank, succeeded, reported, usual, scanners } = cell;
  const [only] = scanners;
  const search = new URLSearchParams({
    repo: fullName,
    pipeline: key,
    ...(scanners.length === 1 && only !== undefined ? { scanner: only } : {}),
  });
  return {
    category: SCORE_CATEGORIES[place] ?? 'dependency',
    state: CADENCE_STATES[rank] ?? 'unknown',
    last_success_at: succeeded === null ? null : new Date(succeeded).toISOString(),
    last_report_at: new Date(reported).toISOString(),
    usual_seconds: usual,
    scanners,
    url: `/ingest?${search}`,
  };
}
