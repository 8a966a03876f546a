import { lockComment, updateComment } from '#db/queries/comments.ts';
import type { Context } from '#lib/context.ts';
import { can } from '#lib/domain/access/access.ts';
import { mayChange } from '#lib/domain/comment/judge-comment.ts';
import { Fault } from '#lib/errors.ts';
import { actedBy } from '#lib/views/exception/decider-of.ts';
import { changeFinding } from '../finding/change-finding.ts';
import { noteFinding } from '../finding/note-finding.ts';
import { requireComment } from './require-comment.ts';

/**
 * Deletes what a comment says; that there was one, and whose, stays.
 * @throws Fault not_found; forbidden for the comment of somebody else, unless the caller administers
 */
export async function deleteComment(ctx: Context, id: string): Promise<{ finding: number; repoId: number }> {
  const { orgId, repoId, number, findingNumber } = await requireComment(ctx, id);
  return changeFinding(ctx, { orgId, repoId, number: findingNumber }, async (at) => {
    const { tx, scope, now } = at;
    const before = await lockComment(tx, scope, number);
    if (before === null || before.deletedAt !== null) throw new Fault('not_found', 'There is no such comment.');
    const administers = can(ctx.principal, 'settings:write', { orgId });
    const { personId } = actedBy(ctx);
    if (!mayChange(before, { personId, administers }).delete) {
      throw new Fault('forbidden', 'Only who wrote a comment, or an administrator, may delete it.');
    }
    await updateComment(tx, scope, number, { body: '', mentions: [], editedAt: before.editedAt, deletedAt: now });
    await noteFinding(ctx, at, findingNumber, 'finding.comment_deleted', { comment: number });
    return { finding: findingNumber, repoId };
  });
}
