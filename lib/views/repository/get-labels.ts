import { z } from 'zod';
import { listLabels } from '#db/queries/labels.ts';
import type { Context } from '#lib/context.ts';
import type { LabelListView, TeamListParams } from '#lib/contracts/team.ts';
import { permit } from '#lib/permit.ts';
import { cursorText, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { word } from '#lib/views/finding/finding-filter.ts';
import { escapeLike } from '#lib/views/finding/like.ts';

/** Labels of the repositories that the caller sees, each with how many of them have it. */
export async function getLabels(ctx: Context, params: TeamListParams): Promise<LabelListView> {
  permit(ctx, 'posture:read', 'repositories');
  const key = decodeCursor('labels', z.tuple([cursorText]), params.cursor);
  const q = word(params.q);
  const rows = await listLabels(ctx.readSql, ctx.readScope, {
    pattern: q === null ? null : `%${escapeLike(q)}%`,
    after: key?.[0] ?? null,
    limit: params.limit + 1,
  });
  const { items, next } = pageOf(rows, params.limit, (last) => encodeCursor('labels', [last.label]));
  return { items, next_cursor: next };
}
