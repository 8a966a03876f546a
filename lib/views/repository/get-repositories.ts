import { z } from 'zod';
import type { CoverageFilter } from '#db/queries/coverage-filter.ts';
import {
  countRepositories,
  findRepositories,
  type RepositoryListRow,
  type RepositoryPage,
} from '#db/queries/repositories-read.ts';
import type { Context } from '#lib/context.ts';
import type { RepositoryListParams, RepositoryListView } from '#lib/contracts/repository.ts';
import { freshSince } from '#lib/domain/coverage/coverage-state.ts';
import { findingCategoriesOf, SCORE_CATEGORIES } from '#lib/domain/score/category.ts';
import { OF_SYSTEMS } from '#lib/domain/score/measure.ts';
import { permit } from '#lib/permit.ts';
import { cursorInstant, cursorInt, cursorText, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { word } from '#lib/views/finding/finding-filter.ts';
import { escapeLike } from '#lib/views/finding/like.ts';
import { COUNT_LIMIT, totalOf } from '#lib/views/total.ts';
import { repositoryRows } from './repository-rows.ts';

const KEYS = {
  score: z.tuple([z.number().nullable(), cursorInt]),
  '-score': z.tuple([z.number().nullable(), cursorInt]),
  '-not_measured': z.tuple([z.number(), cursorInt]),
  '-last_upload': z.tuple([cursorInstant.nullable(), cursorInt]),
  name: z.tuple([cursorText, cursorInt]),
} as const;

function sortValue(row: RepositoryListRow, sort: RepositoryListParams['sort']): number | string | null {
  switch (sort) {
    case 'score':
    case '-score':
      return row.score;
    case '-not_measured':
      return row.notMeasured;
    case '-last_upload':
      return row.uploadKey;
    case 'name':
      return row.slug;
  }
}

function coverageOfParams({ missing, stale }: RepositoryListParams, now: Date): CoverageFilter {
  return {
    missing:
      missing === undefined
        ? null
        : { category: missing, categories: findingCategoriesOf(missing), systems: missing === OF_SYSTEMS },
    stale: stale === 'any' ? SCORE_CATEGORIES : stale === undefined ? null : [stale],
    freshSince: freshSince(now),
    now,
  };
}

/** Repositories with score, counts, coverage and spark line. Archived ones only when asked for. */
export async function getRepositories(ctx: Context, params: RepositoryListParams): Promise<RepositoryListView> {
  permit(ctx, 'posture:read', 'repositories');
  const scope = ctx.readScope;
  const list = `repositories ${params.sort}`;
  const key = decodeCursor(list, KEYS[params.sort], params.cursor);
  const q = word(params.q);
  const page: RepositoryPage = {
    sort: params.sort,
    pattern: q === null ? null : `%${escapeLike(q)}%`,
    archived: params.archived === 'any' ? null : params.archived === 'true',
    coverage: coverageOfParams(params, ctx.now()),
    after: key && { value: key[0], repoId: key[1] },
    limit: params.limit + 1,
  };
  const hides = params.archived === 'false';
  const [rows, count, archived] = await Promise.all([
    findRepositories(ctx.readSql, scope, page),
    countRepositories(ctx.readSql, scope, page, COUNT_LIMIT + 1),
    hides ? countRepositories(ctx.readSql, scope, { ...page, archived: true }, COUNT_LIMIT + 1) : 0,
  ]);
  const { items, next } = pageOf(rows, params.limit, (last) =>
    encodeCursor(list, [sortValue(last, params.sort), last.repoId]),
  );
  return {
    items: await repositoryRows(ctx, items),
    next_cursor: next,
    total: totalOf(count),
    archived_total: totalOf(archived),
  };
}
