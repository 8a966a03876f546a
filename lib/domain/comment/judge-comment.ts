/** Most comments on one finding. */
export const MAX_COMMENTS = 300;
export const LONGEST_COMMENT = 5000;

/** A comment as it is before somebody changes or deletes it. */
interface JudgedComment {
  authorId: number | null;
  deletedAt: Date | null;
}

/** What somebody may do to a comment: change their own, and delete it; who administers may delete any. */
export function mayChange(
  { authorId, deletedAt }: JudgedComment,
  by: { personId: number | null; administers: boolean },
): { edit: boolean; delete: boolean } {
  const isOwn = authorId !== null && authorId === by.personId;
  const isThere = deletedAt === null;
  return { edit: isThere && isOwn, delete: isThere && (isOwn || by.administers) };
}
