import { isWildcard, matchRef } from './match-ref.ts';
import type { BranchRule, Known } from './rule-facts.ts';

/** The one rule that holds for a branch: that of its exact name, else the oldest whose pattern matches. */
export function branchRuleFor(rules: Known<readonly BranchRule[]>, branch: string): BranchRule | null {
  if (rules === null) return UNREAD_RULE;
  const exact = rules.find((rule) => rule.pattern === branch);
  if (exact !== undefined) return exact;
  if (rules.includes(OTHER_RULES_UNREAD)) return UNREAD_RULE;
  let oldest: BranchRule | null = null;
  for (const rule of rules) {
    if (!isWildcard(rule.pattern) || !matchRef(rule.pattern, branch)) continue;
    if (oldest === null || rule.age < oldest.age) oldest = rule;
  }
  return oldest;
}

/** Rules that were not read may forbid anything. */
const UNREAD_RULE: BranchRule = {
  ...{ id: '', pattern: '', age: 0, reviews: null, locked: null, restricted: null, blocksCreation: null },
  ...{ enforceAdmins: null, pushList: null, bypassList: null },
};

/** Stands among rules where only those of some branches were read, each by its exact name. */
export const OTHER_RULES_UNREAD: BranchRule = { ...UNREAD_RULE, id: 'unread' };
