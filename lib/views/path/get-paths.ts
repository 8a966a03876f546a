import { z } from 'zod';
import { listPaths } from '#db/queries/paths-read.ts';
import type { Context } from '#lib/context.ts';
import type { PathListParams, PathListView } from '#lib/contracts/path.ts';
import { permit } from '#lib/permit.ts';
import { cursorInt, cursorSmall, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { slugOf } from '#lib/views/finding/finding-filter.ts';
import { pathRowView } from './path-row-view.ts';

const KEY = z.tuple([cursorSmall, cursorInt, cursorInt]);

/** Ways to production in the systems that the caller may read. */
export async function getPaths(ctx: Context, params: PathListParams): Promise<PathListView> {
  permit(ctx, 'finding:read', 'repositories');
  const list = `paths:${params.state}`;
  const key = decodeCursor(list, KEY, params.cursor);
  const asked = <T>(values: T[] | undefined): T[] | null =>
    values === undefined || values.length === 0 ? null : values;
  const said = (word: 'true' | 'false' | undefined): boolean | null => (word === undefined ? null : word === 'true');
  const rows = await listPaths(ctx.readSql, ctx.readScope, {
    open: params.state === 'open',
    system: params.system ?? null,
    repository: params.repo === undefined ? null : await slugOf(ctx, params.repo),
    target: params.target ?? null,
    principal: params.principal ?? null,
    patterns: asked(params.pattern),
    severities: asked(params.severity),
    certainty: params.certainty ?? null,
    alone: said(params.alone),
    ownersOnly: said(params.owners_only),
    after: key && { rank: key[0], repoId: key[1], id: key[2] },
    limit: params.limit + 1,
  });
  const { items, next } = pageOf(rows, params.limit, ({ rank, repoId, id }) => encodeCursor(list, [rank, repoId, id]));
  return { items: items.map(pathRowView), next_cursor: next };
}
