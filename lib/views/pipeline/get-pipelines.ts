import { z } from 'zod';
import { listPipelineFiles } from '#db/queries/pipeline-files.ts';
import type { Context } from '#lib/context.ts';
import type { PipelineListParams, PipelineListView } from '#lib/contracts/pipeline.ts';
import { permit } from '#lib/permit.ts';
import { cursorText, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { repositoryIdsOf, word } from '#lib/views/finding/finding-filter.ts';
import { escapeLike } from '#lib/views/finding/like.ts';
import { pipelineRowOf } from './pipeline-row.ts';

const LIST = 'pipelines';
const WEEK = 7 * 86_400_000;

/** Files of pipelines on default branches, by repository and path. @throws Fault not_found */
export async function getPipelines(ctx: Context, params: PipelineListParams): Promise<PipelineListView> {
  permit(ctx, 'posture:read', 'repositories');
  const key = decodeCursor(LIST, z.tuple([cursorText, cursorText]), params.cursor);
  const text = word(params.q);
  const filter = {
    pattern: text === null ? null : `%${escapeLike(text)}%`,
    repoIds: params.repo === undefined ? null : await repositoryIdsOf(ctx, [params.repo]),
    path: null,
    failing: params.failing ?? false,
    production: params.production ?? false,
  };
  const now = ctx.now();
  const rows = await listPipelineFiles(ctx.readSql, ctx.readScope, filter, {
    after: key === null ? null : { slug: key[0], name: key[1] },
    limit: params.limit + 1,
    changedSince: new Date(now.getTime() - WEEK),
  });
  const { items, next } = pageOf(rows, params.limit, ({ slug, name }) => encodeCursor(LIST, [slug, name]));
  return { items: items.map((row) => pipelineRowOf(row, now)), next_cursor: next };
}
