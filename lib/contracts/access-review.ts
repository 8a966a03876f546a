import { z } from 'zod';
import { ASSIGNMENT_RULES, REVIEW_STATES } from '#lib/domain/access-review/review.ts';
import { INVENTORY_SOURCES } from '#lib/domain/privilege/inventory.ts';
import { PRINCIPAL_KINDS } from '#lib/domain/privilege/kinds.ts';
import { cursor, givenInstant, instant, limit, list, repositoryName, word, yesOrNo } from './common.ts';
import { displayName } from './setup.ts';

const count = z.number().int();
export const personId = z.number().int().min(1).max(2_147_483_647);
/** 0 none, 1 read, 2 triage, 3 write, 4 maintain, 5 admin. */
export const rightLevel = z.number().int().min(0).max(5);

const id = personId;
const level = rightLevel;

/** Which rights are reviewed. */
export const reviewScopeBody = z
  .object({
    systems: z.array(repositoryName).max(100).default([]).describe('Names of systems, as `github/acme`; none: all.'),
    kinds: z.array(z.enum(PRINCIPAL_KINDS)).max(20).default([]).describe('Kinds of principals; none: all.'),
    level_min: level.default(0),
    production_only: z
      .boolean()
      .default(false)
      .describe('Only what is on production, by the patterns of the settings.'),
    resource: word(200).nullable().default(null).describe('A part of the name of what the right is on.'),
    unused_days: z
      .number()
      .int()
      .min(1)
      .max(3650)
      .nullable()
      .default(null)
      .describe('Only what was not used for so many days, as far as that is told.'),
  })
  .strict();
export type ReviewScopeBody = z.output<typeof reviewScopeBody>;

const people = z.array(id).min(1).max(100);

/** Who is asked. Nobody is asked about what is their own: then the next one of `people` or `fallback`, else `escalate_to`. */
export const reviewersBody = z.discriminatedUnion('rule', [
  z.object({ rule: z.literal('named'), people }).strict(),
  z
    .object({ rule: z.literal('owners'), fallback: people })
    .strict()
    .describe('The team that owns the repository which the right is on, else the system.'),
  z
    .object({
      rule: z.literal('managers'),
      /** `principal`: its name, or that of its owner; `manager`: the address of a person of Plumbline. */
      managers: z.array(z.object({ principal: word(300).min(1), manager: word(320).min(3) }).strict()).max(20_000),
      fallback: people,
    })
    .strict(),
]);
export type ReviewersBody = z.output<typeof reviewersBody>;

/** `POST /api/v1/access-reviews`. */
export const reviewRequest = z
  .object({
    name: displayName,
    scope: reviewScopeBody,
    reviewers: reviewersBody,
    due_at: givenInstant,
    escalate_to: id.describe('The person who may decide what nobody decided in time.'),
  })
  .strict();
export type ReviewRequest = z.output<typeof reviewRequest>;

/** `GET /api/v1/access-reviews/people`: who can be asked, while somebody types a name. */
export const reviewPeopleParams = z.object({ q: word(200).default('').describe('A part of the name or address.') });
export type ReviewPeopleParams = z.output<typeof reviewPeopleParams>;
export const reviewPeopleView = z.object({
  /** The address only where several have that name. */
  items: z.array(z.object({ id, name: z.string(), email: z.string().nullable() })),
});
export type ReviewPeopleView = z.infer<typeof reviewPeopleView>;

/** `POST /api/v1/access-reviews/preview`. */
export const reviewPreviewBody = z
  .object({ scope: reviewScopeBody, reviewers: reviewersBody.optional(), escalate_to: id.optional() })
  .strict();
export type ReviewPreviewBody = z.output<typeof reviewPreviewBody>;

export const personName = z.object({ id, name: z.string() });
const person = personName;
export const reviewerView = z.object({ kind: z.enum(['person', 'team']), id, name: z.string() });
export type ReviewerView = z.infer<typeof reviewerView>;

const frozenSnapshot = z.object({
  system: z.string(),
  source: z.enum(INVENTORY_SOURCES),
  number: count,
  collected_at: instant,
  /** Sections that were not read: what they would have told is as it was said last, or missing. */
  unread: z.array(z.string()),
});

export const reviewPreview = z.object({
  rights: count,
  principals: count,
  /** Decided one by one: of level maintain or admin, or on production. */
  high: count,
  by_kind: z.object({ right: count, membership: count, own: count }),
  snapshots: z.array(frozenSnapshot),
  /** With `reviewers`: who would be asked about how many. */
  reviewers: z.array(reviewerView.extend({ rights: count })),
  /** Of whom it is not known which person of Plumbline they are: their reviewers have to say that it is not them. */
  unlinked: count,
  /** Why it could not begin so; null: it could. */
  problem: z.string().nullable(),
});
export type ReviewPreview = z.infer<typeof reviewPreview>;

export const reviewView = z.object({
  id,
  name: z.string(),
  state: z.enum(REVIEW_STATES),
  scope: reviewScopeBody,
  rule: z.enum(ASSIGNMENT_RULES),
  snapshots: z.array(frozenSnapshot),
  created_at: instant,
  created_by: z.object({ id: id.nullable(), name: z.string() }),
  due_at: instant,
  overdue: z.boolean(),
  escalate_to: person,
  escalated_at: instant.nullable(),
  items: count,
  principals: count,
  certified: count,
  revoked: count,
  changed: count,
  undecided: count,
  /** What waits for the caller. */
  mine: count,
  /** SHA-256 of the rights as they were frozen; and with the decisions, once it is closed. */
  frozen_hash: z.string(),
  decided_hash: z.string().nullable(),
  ended_at: instant.nullable(),
  ended_by: z.object({ id: id.nullable(), name: z.string() }).nullable(),
  end_note: z.string().nullable(),
  may: z.object({
    /** Sees all of it, not only what they are asked about. */
    read: z.boolean(),
    manage: z.boolean(),
  }),
});
export type ReviewView = z.infer<typeof reviewView>;

/** `GET /api/v1/access-reviews`, the newest first. */
export const reviewListParams = z.object({
  state: list(z.enum(REVIEW_STATES)).optional(),
  mine: yesOrNo.optional().describe('Only those in which something waits for the caller.'),
  cursor: cursor.optional(),
  limit: limit.default(50),
});
export type ReviewListParams = z.infer<typeof reviewListParams>;
export const reviewListView = z.object({ items: z.array(reviewView), next_cursor: z.string().nullable() });
export type ReviewListView = z.infer<typeof reviewListView>;

/** How one person decided. Times are those between two requests of theirs, by the rights in the later one. */
const reviewerFigures = z.object({
  person,
  decided: count,
  certified: count,
  revoked: count,
  changed: count,
  /** Of the certified: with others in one request. */
  certified_in_bulk: count,
  /** Null: there is only one request. */
  fastest_seconds: z.number().nullable(),
  median_seconds: z.number().nullable(),
});

/** `GET /api/v1/access-reviews/{id}` */
export const reviewDetail = reviewView.extend({
  /** Null for those who see only what they are asked about. */
  figures: z
    .object({
      high: count,
      /** Share of what is decided that was certified, and that was certified with others in one request; null: nothing is. */
      approval_rate: z.number().nullable(),
      bulk_approval_rate: z.number().nullable(),
      reviewers: z.array(reviewerFigures),
      /** Whom it waits for. */
      waiting: z.array(reviewerView.extend({ rights: count })),
      /** Of what is to be taken away. */
      verification: z.object({ pending: count, verified: count, present: count, unknown: count }),
      /** Decided seven days ago or more, and not seen to be carried out. */
      overdue: count,
    })
    .nullable(),
  delegations: z.array(
    z.object({ from: reviewerView, to: person, reason: z.string(), at: instant, by: person, items: count }),
  ),
});
export type ReviewDetail = z.infer<typeof reviewDetail>;
