import { findComment } from '#db/queries/comments.ts';
import type { Context } from '#lib/context.ts';
import type { CommentView } from '#lib/contracts/comment.ts';
import { Fault } from '#lib/errors.ts';
import { decodeId } from '#lib/ids.ts';
import { permit } from '#lib/permit.ts';
import { commentViews } from './comment-view.ts';

/** One comment, read where it was just written. @throws Fault not_found */
export async function getComment(ctx: Context, id: string): Promise<CommentView> {
  permit(ctx, 'finding:read', 'repositories');
  const key = decodeId('comment', id);
  const found = key && (await findComment(ctx.sql, { orgId: ctx.orgId, repoId: key.repoId }, key.number));
  const row = permit(ctx, 'finding:read', { what: 'comment', row: found });
  const [view] = await commentViews(ctx, ctx.sql, [row], row.fullName);
  if (view === undefined) throw new Fault('not_found', 'There is no such comment.');
  return view;
}
