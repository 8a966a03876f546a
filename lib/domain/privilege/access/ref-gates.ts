import { allOf, anyOf, type Reach, when } from './reach.ts';
import type { RepositoryAccess } from './repository-access.ts';
import type { BranchRule, BypassMode, Known, ReviewRule } from './rule-facts.ts';
import type { ApplyingRuleset } from './rulesets-for.ts';
import { and, not, or, type Tri } from './tri.ts';

/** What protects one ref: the same for all refs under the same rules. */
export interface RefRules {
  readonly exists: boolean;
  readonly rule: BranchRule | null;
  readonly rulesets: readonly ApplyingRuleset[];
}

/** Which ways around are looked at. Each one that is added lets more in, never fewer. */
export interface Ways {
  /** Permissions, and lists of exceptions, of the branch rule. */
  readonly privileged?: boolean;
  /** Those whom rulesets except. */
  readonly bypass?: boolean;
  /** A workflow's own approval. */
  readonly robot?: boolean;
  /** Files of workflows that no owner of code is named for. */
  readonly gap?: boolean;
}

/** Facts of a repository that reviews depend on. */
export interface ReviewFacts {
  /** Whether a workflow may approve. */
  readonly robotApproves: Tri;
  /** Who runs code of his own as the repository, hence makes it approve. */
  readonly runners: Reach;
  /** Whether somebody is named as the owner of workflow files. */
  readonly workflowsOwned: Tri;
  readonly codeOwners: Reach;
}

/** Who pushes to a branch that exists, or creates one that does not. */
export function pushes(access: RepositoryAccess, rules: RefRules, ways: Ways): Reach {
  const { roster } = access.organization;
  const gates: Reach[] = [];
  if (rules.rule !== null)
    gates.push(...(rules.exists ? pushGates(access, rules.rule, ways) : [creationGate(access, rules.rule, ways)]));
  for (const each of rules.rulesets) {
    const { creation, update, mergeQueue, reviews } = each.ruleset;
    const forbids = rules.exists ? or(update, mergeQueue, asks(reviews)) : creation;
    gates.push(
      anyOf(
        when(not(and(each.applies, forbids)), roster.everybody),
        excepted(access, each, ways, ['always', 'exempt']),
      ),
    );
  }
  return allOf(access.rights.write, ...gates);
}

/** Who merges to a branch with nobody's help. */
export function merges(access: RepositoryAccess, rules: RefRules, ways: Ways, facts: ReviewFacts): Reach {
  const { roster } = access.organization;
  if (!rules.exists) return roster.nobody;
  const gates = reviewsOf(access, rules, ways).map(({ applies, review, exempt }) =>
    anyOf(
      when(not(and(applies, asks(review))), roster.everybody),
      exempt,
      review === 'none' ? roster.nobody : satisfiesAlone(roster.everybody, review, ways, facts),
    ),
  );
  return allOf(mergesWithHelp(access, rules, ways), ...gates);
}

/** Who merges once others have approved. */
export function mergesWithHelp(access: RepositoryAccess, rules: RefRules, ways: Ways): Reach {
  const { roster } = access.organization;
  if (!rules.exists) return roster.nobody;
  const gates: Reach[] = [];
  if (rules.rule !== null) {
    const [, lock, push] = pushGates(access, rules.rule, ways);
    gates.push(lock, push);
  }
  for (const each of rules.rulesets) {
    const forbids = and(each.applies, each.ruleset.update);
    gates.push(
      anyOf(when(not(forbids), roster.everybody), excepted(access, each, ways, ['always', 'exempt', 'pull_request'])),
    );
  }
  return allOf(access.rights.write, ...gates);
}

/** Reviews and lock are the gate of merging, restricted pushes the gate of pushing; who pushes goes through both. */
function pushGates(access: RepositoryAccess, rule: BranchRule, ways: Ways): [reviews: Reach, lock: Reach, push: Reach] {
  const { roster } = access.organization;
  const unless = (closed: Tri) => when(not(closed), roster.everybody);
  return [
    anyOf(unless(asks(rule.reviews)), exemptFromReviews(access, rule, ways)),
    anyOf(
      unless(rule.locked),
      privileged(access, ways, () => when(not(rule.enforceAdmins), access.rights.bypassRules)),
    ),
    anyOf(unless(rule.restricted), pushers(access, rule, ways)),
  ];
}

/** Blocking creation means nothing where pushes are not restricted. */
function creationGate(access: RepositoryAccess, rule: BranchRule, ways: Ways): Reach {
  const open = not(and(rule.restricted, rule.blocksCreation));
  return anyOf(when(open, access.organization.roster.everybody), pushers(access, rule, ways));
}

function privileged(access: RepositoryAccess, ways: Ways, reach: () => Reach): Reach {
  return ways.privileged === true ? reach() : access.organization.roster.nobody;
}

/** Enforcing a rule for admins shuts out who may bypass it and those on its list; it keeps no admin from pushing. */
function exemptFromReviews(access: RepositoryAccess, rule: BranchRule, ways: Ways): Reach {
  return privileged(access, ways, () =>
    when(not(rule.enforceAdmins), anyOf(access.rights.bypassRules, access.named(rule.bypassList))),
  );
}

function pushers(access: RepositoryAccess, rule: BranchRule, ways: Ways): Reach {
  return privileged(access, ways, () => anyOf(access.rights.pushRestricted, access.named(rule.pushList)));
}

function excepted(
  access: RepositoryAccess,
  { ruleset }: ApplyingRuleset,
  ways: Ways,
  modes: readonly BypassMode[],
): Reach {
  if (ways.bypass !== true) return access.organization.roster.nobody;
  const { bypass } = ruleset;
  return access.named(
    bypass === null ? null : bypass.filter(({ mode }) => modes.includes(mode)).map(({ actor }) => actor),
  );
}

interface AskedReview {
  readonly applies: Tri;
  readonly review: Known<ReviewRule> | 'none';
  readonly exempt: Reach;
}

function reviewsOf(access: RepositoryAccess, rules: RefRules, ways: Ways): AskedReview[] {
  const { rule } = rules;
  return [
    ...(rule === null ? [] : [{ applies: true, review: rule.reviews, exempt: exemptFromReviews(access, rule, ways) }]),
    ...rules.rulesets.map((each) => ({
      applies: each.applies,
      review: each.ruleset.reviews,
      exempt: excepted(access, each, ways, ['always', 'exempt', 'pull_request']),
    })),
  ];
}

function asks(review: Known<ReviewRule> | 'none'): Tri {
  return review === null ? null : review !== 'none';
}

/**
 * Who gets the approvals that a rule asks for from himself. With one approval, and unless somebody else than who pushed
 * last must approve, he pushes to the pull request of another person and approves that.
 */
function satisfiesAlone(everybody: Reach, review: Known<ReviewRule>, ways: Ways, facts: ReviewFacts): Reach {
  const approvals = review?.approvals ?? null;
  const atMost = (count: number): Tri => (approvals === null ? null : approvals <= count);
  const byHimself = or(atMost(0), and(atMost(1), not(review?.lastPush ?? null)));
  const asksOwner = review === null ? null : review.codeOwners;
  const needsOwner = ways.gap === true ? and(asksOwner, facts.workflowsOwned) : asksOwner;
  const robot = ways.robot === true ? and(atMost(1), facts.robotApproves, not(needsOwner)) : false;
  return anyOf(
    when(and(byHimself, not(needsOwner)), everybody),
    when(and(byHimself, facts.workflowsOwned), facts.codeOwners),
    when(robot, facts.runners),
  );
}
