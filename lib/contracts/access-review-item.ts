import { z } from 'zod';
import {
  ASSIGNMENTS,
  ITEM_KINDS,
  LINKS,
  MOST_AT_ONCE,
  REVIEW_DECISIONS,
  VERIFICATIONS,
} from '#lib/domain/access-review/review.ts';
import { INVENTORY_SOURCES } from '#lib/domain/privilege/inventory.ts';
import { PRINCIPAL_KINDS, VIAS } from '#lib/domain/privilege/kinds.ts';
import { personId, personName, reviewDetail, reviewerView, rightLevel } from './access-review.ts';
import { cursor, instant, limit, lines, list, repositoryName, rowNumber, word, yesOrNo } from './common.ts';
import { EXPORT_FORMATS } from './export-formats.ts';

const count = z.number().int();
const id = personId;
const level = rightLevel;
const person = personName;
const seen = z.union([instant, z.literal('never')]).nullable();
const reason = lines(2000).min(3);

const frozenName = z.object({ name: z.string(), kind: z.string() });

/** One right, as it was frozen, and what became of it. */
export const reviewItem = z.object({
  review: id,
  number: id,
  kind: z.enum(ITEM_KINDS),
  system: z.string(),
  source: z.enum(INVENTORY_SOURCES),
  principal: z.object({
    /** Of its page, which may be gone by now. */
    id: z.string(),
    name: z.string(),
    kind: z.enum(PRINCIPAL_KINDS),
    owner: z.string().nullable(),
  }),
  /** What the right is on; the group that it is in; of own permissions: everything that they reach. */
  target: z.object({ name: z.string(), kind: z.string(), production: z.string().nullable() }),
  permission: z.string(),
  level,
  via: z.enum(VIAS).nullable(),
  /** Of a membership: what the group may do, the highest first. */
  chain: z.array(frozenName),
  /** In one sentence: `given to it by a role`, `by being in core, which has maintain on acme/web and 11 more`. */
  why: z.string(),
  granted_at: instant.nullable(),
  granted_by: z.string().nullable(),
  expires: seen,
  last_used: seen,
  /** Null: not told, which is neither yes nor no. */
  risk: z.object({
    unused: z.boolean().nullable(),
    on_path: z.boolean().nullable(),
    ownerless: z.boolean().nullable(),
    never_ends: z.boolean().nullable(),
    stale: z.boolean(),
  }),
  /** Decided by itself, with a reason. */
  high: z.boolean(),
  /** The person of Plumbline whom it is about, and how that is known; null: it is not known. */
  subject: person.extend({ by: z.enum(LINKS) }).nullable(),
  reviewer: reviewerView.nullable(),
  assigned: z.enum(ASSIGNMENTS),
  decision: z
    .object({
      decision: z.enum(REVIEW_DECISIONS),
      to_level: level.nullable(),
      reason: z.string().nullable(),
      at: instant,
      by: person,
      in_bulk: z.boolean(),
    })
    .nullable(),
  /** Null: nothing is to be taken away. */
  verification: z
    .object({
      state: z.enum(VERIFICATIONS),
      /** Number of the snapshot that it is of, and when that was collected. */
      snapshot: count.nullable(),
      at: instant.nullable(),
      /** Decided seven days ago or more, and not seen to be carried out. */
      overdue: z.boolean(),
    })
    .nullable(),
  may: z.object({
    decide: z.boolean(),
    /** Why not, in a sentence; null: they may. */
    why_not: z.string().nullable(),
    /** The decision has to say that the right is not the caller's own: it is not known whose it is. */
    must_say_not_own: z.boolean(),
  }),
});
export type ReviewItem = z.infer<typeof reviewItem>;

/** `GET /api/v1/access-reviews/{id}/items`, in the order of the review: the highest first. */
export const reviewItemParams = z.object({
  q: word(200).optional().describe('A part of the name of the principal or of what the right is on.'),
  mine: yesOrNo.optional().describe('Only what the caller is asked about.'),
  decision: list(z.enum([...REVIEW_DECISIONS, 'none'])).optional(),
  verification: list(z.enum(VERIFICATIONS)).optional(),
  kind: list(z.enum(ITEM_KINDS)).optional(),
  system: list(repositoryName).optional(),
  high: yesOrNo.optional(),
  reviewer: rowNumber.optional().describe('Id of a person.'),
  team: rowNumber.optional().describe('Id of a team.'),
  cursor: cursor.optional(),
  limit: limit.default(50),
});
export type ReviewItemParams = z.infer<typeof reviewItemParams>;
export const reviewItemListView = z.object({ items: z.array(reviewItem), next_cursor: z.string().nullable() });
export type ReviewItemListView = z.infer<typeof reviewItemListView>;

/** `GET /api/v1/access-reviews/revocations`: what was decided to be taken away and is not seen to be gone, the oldest first. */
export const revocationParams = z.object({
  system: list(repositoryName).optional(),
  overdue: yesOrNo.optional().describe('Decided seven days ago or more.'),
  cursor: cursor.optional(),
  limit: limit.default(50),
});
export type RevocationParams = z.infer<typeof revocationParams>;
export const revocation = reviewItem.extend({ review_name: z.string() });
export type Revocation = z.infer<typeof revocation>;
export const revocationListView = z.object({ items: z.array(revocation), next_cursor: z.string().nullable() });
export type RevocationListView = z.infer<typeof revocationListView>;

/** `GET /api/v1/access-reviews/revocations/export`: filters and order are those of the list. */
export const revocationExportParams = revocationParams
  .omit({ cursor: true, limit: true })
  .extend({ format: z.enum(EXPORT_FORMATS).default('csv') });
export type RevocationExportParams = z.infer<typeof revocationExportParams>;

/** `GET /api/v1/access-reviews/{id}/items/{number}/decisions`: every decision about one right, the first one first. */
export const decisionHistory = z.object({
  items: z.array(
    z.object({
      decision: z.enum(REVIEW_DECISIONS),
      to_level: level.nullable(),
      reason: z.string().nullable(),
      at: instant,
      by: person,
      /** How many rights were decided by the same request. */
      together: count,
      said_not_own: z.boolean(),
    }),
  ),
});
export type DecisionHistory = z.infer<typeof decisionHistory>;

/** `POST /api/v1/access-reviews/{id}/decisions`. */
export const decisionRequest = z
  .object({
    items: z.array(id).min(1).max(MOST_AT_ONCE).describe('Numbers of rights of this review.'),
    decision: z.enum(REVIEW_DECISIONS),
    to_level: level.max(4).nullable().default(null).describe('Of a change: the level that it shall have at most.'),
    reason: reason.nullable().default(null).describe('Needed to revoke and to change, and for every high right.'),
    not_mine: z
      .boolean()
      .default(false)
      .describe('Says that none of these rights is your own: needed where it is not known whose they are.'),
  })
  .strict();
export type DecisionRequest = z.output<typeof decisionRequest>;

/** What was decided, and what the review has by now. */
export const decisionResult = z.object({ decided: count, review: reviewDetail });
export type DecisionResult = z.infer<typeof decisionResult>;

/** `POST /api/v1/access-reviews/{id}/delegations`: what nobody has decided yet goes to somebody else. */
export const delegationRequest = z
  .object({
    from: z
      .object({ kind: z.enum(['person', 'team']), id })
      .strict()
      .optional()
      .describe('Whose rights; left out: those of the caller. Others take `review:manage`.'),
    to: id.describe('Id of a person.'),
    items: z.array(id).min(1).max(MOST_AT_ONCE).optional().describe('Only these; left out: all that are undecided.'),
    reason,
  })
  .strict();
export type DelegationRequest = z.output<typeof delegationRequest>;
export const delegationResult = z.object({
  moved: count,
  /** Rights that are their own: they stay where they were. */
  kept: count,
});
export type DelegationResult = z.infer<typeof delegationResult>;

/** `POST /api/v1/access-reviews/{id}/close` */
export const closeRequest = z
  .object({
    note: lines(2000).nullable().default(null),
    undecided: z
      .enum(['refuse', 'record'])
      .default('refuse')
      .describe('`record`: what nobody decided is recorded as not decided, with the note as the reason.'),
  })
  .strict();
export type CloseRequest = z.output<typeof closeRequest>;

/** `POST /api/v1/access-reviews/{id}/cancel` */
export const cancelRequest = z.object({ note: reason }).strict();
export type CancelRequest = z.output<typeof cancelRequest>;
