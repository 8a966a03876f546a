import { keepSights } from '#db/queries/assignees.ts';
import { lockComment, updateComment } from '#db/queries/comments.ts';
import type { Context } from '#lib/context.ts';
import type { CommentBody } from '#lib/contracts/comment.ts';
import { mayChange } from '#lib/domain/comment/judge-comment.ts';
import { Fault } from '#lib/errors.ts';
import { actedBy } from '#lib/views/exception/decider-of.ts';
import { changeFinding } from '../finding/change-finding.ts';
import { noteFinding } from '../finding/note-finding.ts';
import { noticeOf } from '../watch/notice-of.ts';
import { placePeople } from './place-people.ts';
import { requireComment } from './require-comment.ts';

/**
 * Changes what a comment says; it then says when. Only who is mentioned newly is mailed.
 * @returns how many texts that look like secrets were masked
 * @throws Fault not_found; forbidden for the comment of somebody else
 */
export async function editComment(
  ctx: Context,
  id: string,
  { body: written }: CommentBody,
): Promise<{ finding: number; repoId: number; masked: number }> {
  const { orgId, repoId, number, findingNumber } = await requireComment(ctx, id);
  const place = { orgId, repoId, number: findingNumber };
  return changeFinding(
    ctx,
    place,
    async (at) => {
      const { tx, scope, now } = at;
      const before = await lockComment(tx, scope, number);
      if (before === null || before.deletedAt !== null) throw new Fault('not_found', 'There is no such comment.');
      if (!mayChange(before, { personId: actedBy(ctx).personId, administers: false }).edit) {
        throw new Fault('forbidden', 'Only who wrote a comment may change it.');
      }
      const { body, mentions, masked } = await placePeople(tx, scope, written);
      await updateComment(tx, scope, number, { body, mentions, editedAt: now, deletedAt: null });
      const mentioned = mentions.filter((one) => !before.mentions.includes(one));
      await noticeOf(at, [findingNumber], { by: ctx.userId, mentioned, watchers: false });
      await noteFinding(ctx, at, findingNumber, 'finding.comment_edited', { comment: number });
      return { finding: findingNumber, repoId, masked };
    },
    (tx) => keepSights(tx, place),
  );
}
