import { z } from 'zod';
import { countGrid, findGrid, findGridSources, type GridPage, type GridRow } from '#db/queries/coverage-grid.ts';
import type { Context } from '#lib/context.ts';
import type { CoverageParams, CoverageView } from '#lib/contracts/coverage.ts';
import { freshSince } from '#lib/domain/coverage/coverage-state.ts';
import { permit } from '#lib/permit.ts';
import { cursorInt, cursorText, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { word } from '#lib/views/finding/finding-filter.ts';
import { escapeLike } from '#lib/views/finding/like.ts';
import { COUNT_LIMIT, totalOf } from '#lib/views/total.ts';
import { gridRowView } from './grid-row-view.ts';

const KEYS = { '-missing': z.tuple([z.number(), cursorInt]), name: z.tuple([cursorText, cursorInt]) } as const;

const keyOf = (row: GridRow, sort: CoverageParams['sort']): [string | number, number] => [
  sort === 'name' ? row.slug : row.notMeasured,
  row.repoId,
];

/** What is measured in each repository that counts, category by category. */
export async function getCoverage(ctx: Context, params: CoverageParams): Promise<CoverageView> {
  permit(ctx, 'posture:read', 'repositories');
  const { readSql: sql, readScope: scope } = ctx;
  const now = ctx.now();
  const list = `coverage ${params.sort}`;
  const key = decodeCursor(list, KEYS[params.sort], params.cursor);
  const q = word(params.q);
  const page: GridPage = {
    pattern: q === null ? null : `%${escapeLike(q)}%`,
    category: params.category ?? null,
    state: params.state ?? null,
    freshSince: freshSince(now),
    sort: params.sort,
    after: key && { value: key[0], repoId: key[1] },
    limit: params.limit + 1,
  };
  const [rows, count] = await Promise.all([findGrid(sql, scope, page), countGrid(sql, scope, page, COUNT_LIMIT + 1)]);
  const { items, next } = pageOf(rows, params.limit, (last) => encodeCursor(list, keyOf(last, params.sort)));
  const ids = items.map(({ repoId }) => repoId);
  const sources = ids.length === 0 ? [] : await findGridSources(sql, scope, ids);
  const sourcesOf = Map.groupBy(sources, ({ repoId }) => repoId);
  return {
    items: items.map((row) => gridRowView(row, sourcesOf.get(row.repoId) ?? [])),
    next_cursor: next,
    total: totalOf(count.repositories),
    categories: count.categories,
    as_of: now.toISOString(),
  };
}
