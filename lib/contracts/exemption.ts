import { z } from 'zod';
import { EXEMPTION_STATES } from '#lib/domain/coverage/exemption.ts';
import { SCORE_CATEGORIES } from '#lib/domain/score/category.ts';
import { cursor, givenInstant, instant, limit, lines, list, repositoryName, word } from './common.ts';
import { actor } from './exception.ts';

/** `POST /api/v1/exemptions`. */
export const exemptionRequest = z
  .object({
    /** One repository, or all that have a label. */
    repo: repositoryName.optional(),
    label: word(100).min(1).optional(),
    category: z.enum(SCORE_CATEGORIES),
    /** Why it does not apply: for people who read it in a year. */
    reason: lines(2000).min(3),
    expires_at: givenInstant,
  })
  .strict()
  .refine(({ repo, label }) => (repo === undefined) !== (label === undefined), {
    path: ['repo'],
    message: 'must be given, or else label: one of them',
  });
export type ExemptionRequest = z.output<typeof exemptionRequest>;

/** `GET /api/v1/exemptions`. */
export const exemptionListParams = z.object({
  state: list(z.enum(EXEMPTION_STATES)).default(['requested', 'in_force']),
  expiring_before: givenInstant.optional().describe('In force or requested, and ending before this time.'),
  cursor: cursor.optional(),
  limit: limit.default(50),
});
export type ExemptionListParams = z.infer<typeof exemptionListParams>;

export const exemptionView = z.object({
  id: z.string(),
  repo: z.string(),
  category: z.enum(SCORE_CATEGORIES),
  state: z.enum(EXEMPTION_STATES),
  reason: z.string(),
  requested_at: instant,
  requested_by: actor,
  /** Approved or refused. */
  decided_at: instant.nullable(),
  decided_by: actor.nullable(),
  note: z.string().nullable(),
  expires_at: instant,
  ended_at: instant.nullable(),
  /** Null: time ended it. */
  ended_by: actor.nullable(),
  /** What the caller may do to it now. */
  may: z.object({ approve: z.boolean(), refuse: z.boolean(), withdraw: z.boolean() }),
});
export type ExemptionView = z.infer<typeof exemptionView>;

export const exemptionList = z.object({ items: z.array(exemptionView), next_cursor: z.string().nullable() });
export type ExemptionList = z.infer<typeof exemptionList>;

export const exemptionsMade = z.object({
  items: z.array(exemptionView),
  /** Repositories with the label where the category is reported, or an exemption of it waits or is in force. */
  skipped: z.number().int(),
});
export type ExemptionsMade = z.infer<typeof exemptionsMade>;
