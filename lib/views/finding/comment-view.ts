import type { Connection } from '#db/client.ts';
import { type Comment, findNames } from '#db/queries/comments.ts';
import type { Context } from '#lib/context.ts';
import type { CommentView } from '#lib/contracts/comment.ts';
import { can } from '#lib/domain/access/access.ts';
import { actsAs } from '#lib/domain/access/credential.ts';
import { mayChange } from '#lib/domain/comment/judge-comment.ts';
import { nameMentions } from '#lib/domain/comment/mentions.ts';
import { encodeId } from '#lib/ids.ts';
import { actedBy } from '#lib/views/exception/decider-of.ts';

const REMOVED = 'removed person';

const isPerson = ({ authorKind, authorId }: Comment): boolean => actsAs(authorKind) === 'person' && authorId !== null;

/** Comments as the caller reads them, with names of now. */
export async function commentViews(
  ctx: Context,
  sql: Connection,
  comments: readonly Comment[],
  repoFullName: string,
): Promise<CommentView[]> {
  const ids = comments.flatMap(({ authorId, mentions }) => [...mentions, ...(authorId === null ? [] : [authorId])]);
  const names = await findNames(sql, ctx, [...new Set(ids)]);
  const { orgId } = ctx;
  const works = can(ctx.principal, 'finding:write', { orgId, repoFullName });
  const by = { personId: actedBy(ctx).personId, administers: can(ctx.principal, 'settings:write', { orgId }) };
  return comments.map((comment): CommentView => {
    const { repoId, number, authorId, authorKind, authorName, body, mentions, deletedAt, editedAt } = comment;
    const may = mayChange(comment, by);
    return {
      id: encodeId('comment', { repoId, number }),
      at: comment.at.toISOString(),
      author: isPerson(comment) ? (names.get(authorId ?? 0) ?? REMOVED) : authorName,
      by: actsAs(authorKind),
      body: nameMentions(body, mentions, names),
      mentions: mentions.flatMap((id) => names.get(id) ?? []),
      edited_at: editedAt?.toISOString() ?? null,
      deleted_at: deletedAt?.toISOString() ?? null,
      may: { edit: works && may.edit, delete: works && may.delete },
    };
  });
}
