import type { InventorySource, PrincipalKind } from '#lib/domain/privilege/inventory.ts';

/** Life of a review: `open` → `closed` when nothing is left to say, or `cancelled`. Neither changes again. */
export const REVIEW_STATES = ['open', 'closed', 'cancelled'] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

/**
 * What can be taken away by itself: a `right` that was given to somebody; being in a group, with what the group may do
 * (`membership`); what an app, key or token may do by its own permissions (`own`).
 */
export const ITEM_KINDS = ['right', 'membership', 'own'] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

export const REVIEW_DECISIONS = ['certify', 'revoke', 'change'] as const;
export type ReviewDecision = (typeof REVIEW_DECISIONS)[number];

/**
 * What became of a decision that takes something away. `pending`: no inventory since; `verified`: one shows that it is gone;
 * `present`: one shows that it is still there; `unknown`: one was read without the part that would tell.
 */
export const VERIFICATIONS = ['pending', 'verified', 'present', 'unknown'] as const;
export type Verification = (typeof VERIFICATIONS)[number];

/** How it is known which person of Plumbline a principal is. Null: it is not. */
export const LINKS = ['email', 'login', 'owner'] as const;
export type IdentityLink = (typeof LINKS)[number];

/** Why somebody is asked: named for all; owns the repository or system; is the manager; or nobody else may. */
export const ASSIGNMENTS = ['named', 'owners', 'manager', 'fallback', 'delegated'] as const;
export type Assignment = (typeof ASSIGNMENTS)[number];

/** Rights of this level, and all on production, are decided one by one. */
export const HIGH_LEVEL = 4;

/** Most rights in one review: more are no review, but a list that somebody approves. */
export const MOST_ITEMS = 20_000;
/** Most ids in one decision. */
export const MOST_AT_ONCE = 200;

/** Which rights are reviewed; absent fields do not narrow. */
export interface ReviewScope {
  /** Names of systems; none: all. */
  systems: readonly string[];
  kinds: readonly PrincipalKind[];
  levelMin: number;
  productionOnly: boolean;
  /** A part of the names of resources. */
  resource: string | null;
  /** Only what was not used for so many days, as far as that is told. */
  unusedDays: number | null;
}

export const ASSIGNMENT_RULES = ['named', 'owners', 'managers'] as const;
export type AssignmentRule = (typeof ASSIGNMENT_RULES)[number];

/** What a review was frozen from. */
export interface FrozenSnapshot {
  repoId: number;
  system: string;
  source: InventorySource;
  number: number;
  collectedAt: string;
  /** Sections that were not read: what they would have told is as it was said last, or missing. */
  unread: readonly string[];
}

/** What makes a right worth a look, as it was when it was frozen. Null: not told, which is neither yes nor no. */
export interface RiskFacts {
  /** Whether it was used within the organization's days. */
  unused: boolean | null;
  /** Whether it is on a way to production that is proven (true), possible (null), or none that was found (false). */
  onPath: boolean | null;
  /** Of machines and credentials: nobody answers for it. */
  ownerless: boolean | null;
  /** Whether it has an end. */
  neverEnds: boolean | null;
  /** What it is about was not told by the newest snapshot: it is what was said before. */
  stale: boolean;
}

/** A group on the way, or another name that was frozen. */
export interface FrozenName {
  name: string;
  kind: string;
}
