import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
} from 'drizzle-orm/pg-core';
import type { CredentialKind } from '#lib/domain/access/credential.ts';
import type {
  Assignment,
  AssignmentRule,
  FrozenName,
  FrozenSnapshot,
  IdentityLink,
  ItemKind,
  ReviewDecision,
  ReviewScope,
  ReviewState,
  RiskFacts,
  Verification,
} from '#lib/domain/access-review/review.ts';
import type { InventorySource, PrincipalKind, Via } from '#lib/domain/privilege/inventory.ts';
import { at, bytea } from './columns.ts';
import { organizations } from './organization.ts';

const ofReview = () => ({ orgId: integer('org_id').notNull(), review: integer('review').notNull() });

type Scoped = Record<'orgId' | 'review', AnyPgColumn>;
const toReview = (t: Scoped, name: string) =>
  foreignKey({ columns: [t.orgId, t.review], foreignColumns: [accessReviews.orgId, accessReviews.id], name }).onDelete(
    'cascade',
  );

/** Local table: who was asked to look at which rights, and until when. What it is about is frozen in its items. */
export const accessReviews = pgTable(
  'access_reviews',
  {
    orgId: integer('org_id').notNull(),
    id: integer('id').notNull().generatedAlwaysAsIdentity(),
    name: text('name').notNull(),
    state: text('state').$type<ReviewState>().notNull(),
    scope: jsonb('scope').$type<ReviewScope>().notNull(),
    rule: text('rule').$type<AssignmentRule>().notNull(),
    snapshots: jsonb('snapshots').$type<FrozenSnapshot[]>().notNull(),
    createdAt: at('created_at').notNull(),
    /** Null: a token that no person made, or the demo. */
    createdBy: integer('created_by'),
    creatorKind: text('creator_kind').$type<CredentialKind>().notNull(),
    creatorName: text('creator_name').notNull(),
    dueAt: at('due_at').notNull(),
    /** The person who may decide what nobody decided in time. */
    escalateTo: integer('escalate_to').notNull(),
    escalatedAt: at('escalated_at'),
    /** Days before its end of which reviewers were reminded last; 0: not yet. */
    reminded: smallint('reminded').notNull(),
    /** When people were last told of revocations that nobody carried out. */
    overdueToldAt: at('overdue_told_at'),
    items: integer('items').notNull(),
    principals: integer('principals').notNull(),
    certified: integer('certified').notNull(),
    revoked: integer('revoked').notNull(),
    changed: integer('changed').notNull(),
    /** SHA-256 of the items as they were frozen, and, once it is closed, with the decisions. */
    frozenHash: bytea('frozen_hash').notNull(),
    decidedHash: bytea('decided_hash'),
    endedAt: at('ended_at'),
    endedBy: integer('ended_by'),
    enderKind: text('ender_kind').$type<CredentialKind>(),
    enderName: text('ender_name'),
    endNote: text('end_note'),
    /** Made by the demo, and removed with it. */
    demo: boolean('demo').notNull(),
  },
  (t) => [
    primaryKey({ name: 'access_reviews_pk', columns: [t.orgId, t.id] }),
    index('access_reviews_state').on(t.orgId, t.state, t.id),
    index('access_reviews_due').on(t.orgId, t.dueAt).where(sql`state = 'open'`),
    foreignKey({ columns: [t.orgId], foreignColumns: [organizations.id], name: 'access_reviews_org' }).onDelete(
      'cascade',
    ),
  ],
);

/**
 * Local table: rights as they were when a review was frozen, each with who is asked, what was decided last and what became of it.
 * Everything is a copy, so that it stays true when inventories go on and systems are deleted.
 */
export const accessReviewItems = pgTable(
  'access_review_items',
  {
    ...ofReview(),
    number: integer('number').notNull(),
    kind: text('kind').$type<ItemKind>().notNull(),
    repoId: integer('repo_id').notNull(),
    system: text('system').notNull(),
    source: text('source').$type<InventorySource>().notNull(),
    principal: integer('principal').notNull(),
    principalId: text('principal_id').notNull(),
    principalKind: text('principal_kind').$type<PrincipalKind>().notNull(),
    principalName: text('principal_name').notNull(),
    principalOwner: text('principal_owner'),
    /** Of a right: the number of what it is on; of a membership: that of the group; of own permissions: 0. */
    target: integer('target').notNull(),
    targetKind: text('target_kind').notNull(),
    targetName: text('target_name').notNull(),
    via: text('via').$type<Via>(),
    permission: text('permission').notNull(),
    level: smallint('level').notNull(),
    /** By which groups it reaches further, or what a group may do. */
    chain: jsonb('chain').$type<FrozenName[]>().notNull(),
    /** The pattern by which it is production's. */
    production: text('production'),
    grantedAt: at('granted_at'),
    grantedBy: text('granted_by'),
    expiresAt: at('expires_at'),
    expiresTold: boolean('expires_told').notNull(),
    lastUsedAt: at('last_used_at'),
    lastUsedTold: boolean('last_used_told').notNull(),
    risk: jsonb('risk').$type<RiskFacts>().notNull(),
    /** Decided one by one. */
    high: boolean('high').notNull(),
    /** The person of Plumbline whom it is about, and how that is known; null: it is not known. */
    subject: integer('subject'),
    subjectBy: text('subject_by').$type<IdentityLink>(),
    /** Of a group: people of Plumbline who are in it, and whether these are all; null: it is no group, or nobody looked. */
    members: integer('members').array(),
    membersKnown: boolean('members_known'),
    /** A person or a team: one of them is null. */
    reviewer: integer('reviewer'),
    reviewerTeam: integer('reviewer_team'),
    assigned: text('assigned').$type<Assignment>().notNull(),
    /** The newest decision; null: nobody decided. */
    decision: text('decision').$type<ReviewDecision>(),
    decidedAt: at('decided_at'),
    decidedBy: integer('decided_by'),
    decidedInBulk: boolean('decided_in_bulk'),
    /** Of a change: the level that it shall have at most. */
    toLevel: smallint('to_level'),
    reason: text('reason'),
    /** Null: the decision takes nothing away. */
    verification: text('verification').$type<Verification>(),
    /** The snapshot that the verification is of, and when that was collected. */
    verifiedBy: integer('verified_by'),
    verifiedAt: at('verified_at'),
  },
  (t) => [
    primaryKey({ name: 'access_review_items_pk', columns: [t.orgId, t.review, t.number] }),
    index('access_review_items_reviewer').on(t.orgId, t.reviewer, t.review, t.number),
    index('access_review_items_team').on(t.orgId, t.reviewerTeam, t.review, t.number),
    index('access_review_items_decision').on(t.orgId, t.review, t.decision, t.number),
    index('access_review_items_principal').on(t.orgId, t.review, t.repoId, t.principal, t.number),
    index('access_review_items_unverified')
      .on(t.orgId, t.repoId, t.review, t.number)
      .where(sql`verification in ('pending', 'present', 'unknown')`),
    index('access_review_items_undone')
      .on(t.orgId, t.decidedAt, t.review, t.number)
      .where(sql`verification in ('pending', 'present', 'unknown')`),
    toReview(t, 'access_review_items_review'),
  ],
);

/** Local table: every decision, in the order in which they were made. A changed mind is a second row. */
export const accessReviewDecisions = pgTable(
  'access_review_decisions',
  {
    ...ofReview(),
    item: integer('item').notNull(),
    number: integer('number').notNull(),
    decision: text('decision').$type<ReviewDecision>().notNull(),
    toLevel: smallint('to_level'),
    reason: text('reason'),
    at: at('at').notNull(),
    /** Always a person: a token decides for the one who made it. */
    by: integer('by').notNull(),
    byKind: text('by_kind').$type<CredentialKind>().notNull(),
    /** Those of one request have the same number, and how many they were. */
    batch: integer('batch').notNull(),
    together: integer('together').notNull(),
    /** It was not known whom the right is of, and the reviewer said that it is not theirs. */
    saidNotOwn: boolean('said_not_own').notNull(),
  },
  (t) => [
    primaryKey({ name: 'access_review_decisions_pk', columns: [t.orgId, t.review, t.item, t.number] }),
    index('access_review_decisions_batch').on(t.orgId, t.review, t.batch),
    toReview(t, 'access_review_decisions_review'),
  ],
);

/** Local table: who gave what they had to decide to whom, and why. */
export const accessReviewDelegations = pgTable(
  'access_review_delegations',
  {
    ...ofReview(),
    number: integer('number').notNull(),
    /** Whose items they were: a person or a team. */
    fromPerson: integer('from_person'),
    fromTeam: integer('from_team'),
    toPerson: integer('to_person').notNull(),
    reason: text('reason').notNull(),
    at: at('at').notNull(),
    by: integer('by').notNull(),
    items: integer('items').notNull(),
  },
  (t) => [
    primaryKey({ name: 'access_review_delegations_pk', columns: [t.orgId, t.review, t.number] }),
    toReview(t, 'access_review_delegations_review'),
  ],
);

/**
 * Local table: the newest document of a review that was drawn, which takes a minute for a large one. `content` is the hash of what it
 * says: when the review says something else, it is drawn again.
 */
export const accessReviewDocuments = pgTable(
  'access_review_documents',
  {
    ...ofReview(),
    content: bytea('content').notNull(),
    sha256: bytea('sha256').notNull(),
    bytes: bytea('bytes').notNull(),
    drawnAt: at('drawn_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'access_review_documents_pk', columns: [t.orgId, t.review] }),
    toReview(t, 'access_review_documents_review'),
  ],
);

/** Local table, of no organization: the keys that this installation signs with. One is in use; those before it verify what they signed. */
export const signingKeys = pgTable('signing_keys', {
  /** SHA-256 of the public key as RFC 7638 has it, in base64url. */
  id: text('id').primaryKey(),
  publicKey: bytea('public_key').notNull(),
  /** Encrypted; null: it signs no more, and was destroyed. */
  privateKey: bytea('private_key'),
  createdAt: at('created_at').notNull(),
  retiredAt: at('retired_at'),
});
