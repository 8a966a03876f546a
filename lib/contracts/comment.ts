import { z } from 'zod';
import { LONGEST_COMMENT } from '#lib/domain/comment/judge-comment.ts';
import { instant, lines } from './common.ts';

/**
 * `POST /api/v1/findings/{id}/comments`, `PATCH /api/v1/comments/{id}`. Text, never markup; `@name` mentions somebody who
 * sees the finding.
 */
export const commentBody = z.object({ body: lines(LONGEST_COMMENT).min(1) }).strict();
export type CommentBody = z.output<typeof commentBody>;

export const commentView = z.object({
  id: z.string(),
  at: instant,
  /** The person by the name of now, the token by that of then; `removed person` for who is gone. */
  author: z.string(),
  /** `token`: it was written with an API token. */
  by: z.enum(['person', 'token', 'demo']),
  /** Empty where it was deleted. */
  body: z.string(),
  /** Names that stand behind an `@` in `body`, and are people. */
  mentions: z.array(z.string()),
  edited_at: instant.nullable(),
  deleted_at: instant.nullable(),
  may: z.object({ edit: z.boolean(), delete: z.boolean() }),
});
export type CommentView = z.infer<typeof commentView>;

/** What a comment that was added or changed is, and what was masked in it. */
export const commentedView = z.object({
  comment: commentView,
  /** How many texts that look like secrets were masked: rotate what was pasted. */
  masked: z.number().int(),
});
export type CommentedView = z.infer<typeof commentedView>;

/** `GET /api/v1/findings/{id}/people`. */
export const peopleListParams = z.object({ q: z.string().max(100).optional() });
export type PeopleListParams = z.output<typeof peopleListParams>;
/** People who see the finding; at most 10. */
export const peopleListView = z.object({
  items: z.array(
    z.object({
      name: z.string(),
      /** What to write behind the `@`: the name, or the address where several have that name. */
      mention: z.string(),
    }),
  ),
});
export type PeopleListView = z.infer<typeof peopleListView>;

/** `PUT /api/v1/findings/{id}/watch`. */
export const watchBody = z.object({ watching: z.boolean() }).strict();
export type WatchBody = z.output<typeof watchBody>;
