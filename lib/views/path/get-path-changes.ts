import { z } from 'zod';
import { listPathChanges } from '#db/queries/paths-read.ts';
import type { Context } from '#lib/context.ts';
import type { PathChangesParams, PathChangesView } from '#lib/contracts/path.ts';
import { permit } from '#lib/permit.ts';
import { cursorInstant, cursorInt, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { pathRowView, peopleView } from './path-row-view.ts';

const LIST = 'path-changes';
const KEY = z.tuple([cursorInstant, cursorInt, cursorInt]);

/** Who reaches production since an inventory and did not before, or no longer does, and by which change. */
export async function getPathChanges(ctx: Context, params: PathChangesParams): Promise<PathChangesView> {
  permit(ctx, 'finding:read', 'repositories');
  const key = decodeCursor(LIST, KEY, params.cursor);
  const rows = await listPathChanges(ctx.readSql, ctx.readScope, {
    system: params.system ?? null,
    kind: params.kind ?? null,
    since: params.since === undefined ? null : new Date(params.since),
    until: params.until === undefined ? null : new Date(params.until),
    after: key && { at: key[0], repoId: key[1], id: key[2] },
    limit: params.limit + 1,
  });
  const { items, next } = pageOf(rows, params.limit, ({ change: { instant, repoId, id } }) =>
    encodeCursor(LIST, [new Date(instant).toISOString(), repoId, id]),
  );
  return {
    items: items.map(({ change: { kind, instant, people, because, joint }, path }) => ({
      ...{ kind, path: pathRowView(path), at: new Date(instant).toISOString(), people: peopleView(people) },
      because: because.map((cause) => ({ ...cause, where: [...cause.where] })),
      joint,
    })),
    next_cursor: next,
  };
}
