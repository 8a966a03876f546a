import { keepSights } from '#db/queries/assignees.ts';
import { countComments, insertComment } from '#db/queries/comments.ts';
import { takeNumbers } from '#db/queries/numbers.ts';
import { insertOutbox } from '#db/queries/outbox.ts';
import { startWatch } from '#db/queries/watches.ts';
import type { Context } from '#lib/context.ts';
import type { CommentBody } from '#lib/contracts/comment.ts';
import { MAX_COMMENTS } from '#lib/domain/comment/judge-comment.ts';
import { Fault } from '#lib/errors.ts';
import { encodeId } from '#lib/ids.ts';
import { actedBy } from '#lib/views/exception/decider-of.ts';
import { changeFinding } from '../finding/change-finding.ts';
import { noteFinding } from '../finding/note-finding.ts';
import { requireFinding } from '../finding/require-finding.ts';
import { noticeOf } from '../watch/notice-of.ts';
import { placePeople } from './place-people.ts';

interface Commented {
  id: string;
  /** How many texts that look like secrets were masked. */
  masked: number;
}

/**
 * Says something about a finding. Whoever writes watches it from then on; who is mentioned, and who watches, is mailed.
 * @throws Fault not_found, forbidden; conflict when there are too many already
 */
export async function addComment(ctx: Context, id: string, { body: written }: CommentBody): Promise<Commented> {
  const place = await requireFinding(ctx, id, 'finding:write');
  return changeFinding(
    ctx,
    place,
    async (at, { number: findingNumber }) => {
      const { tx, scope, now } = at;
      if ((await countComments(tx, scope, findingNumber)) >= MAX_COMMENTS) {
        throw new Fault('conflict', `This finding has ${MAX_COMMENTS} comments already: more are not read by anybody.`);
      }
      const { body, mentions, masked } = await placePeople(tx, scope, written);
      const number = await takeNumbers(tx, scope, 'comment', 1);
      const { personId: authorId, kind: authorKind, name: authorName } = actedBy(ctx);
      const author = { authorId, authorKind, authorName };
      await insertComment(tx, scope, { number, findingNumber, at: now, ...author, body, mentions });
      if (ctx.userId !== null) await startWatch(tx, scope, findingNumber, ctx.userId, now);
      await noticeOf(at, [findingNumber], { by: ctx.userId, mentioned: mentions });
      await insertOutbox(tx, scope, {
        at: now,
        upload: 0,
        userId: ctx.userId,
        kind: 'comment_added',
        detail: { finding: findingNumber, comment: number },
      });
      await noteFinding(ctx, at, findingNumber, 'finding.commented', {
        comment: number,
        mentions: mentions.map(String),
      });
      return { id: encodeId('comment', { repoId: scope.repoId, number }), masked };
    },
    (tx) => keepSights(tx, place),
  );
}
