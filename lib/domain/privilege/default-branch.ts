import type { BranchRule, Resource } from './inventory.ts';
import type { InventoryGraph } from './inventory-graph.ts';

interface DefaultBranch {
  rules: BranchRule[];
  /** Why there may be more rules than these; null when these are all. */
  unknown: string | null;
}

/** What guards a repository's default branch: classic protection and rulesets together. */
export function defaultBranch(graph: InventoryGraph, { id }: Resource): DefaultBranch {
  const sections = graph.inventory.source === 'gitlab' ? ['protected_branches'] : ['branch_protection', 'branch_rules'];
  const reasons = sections.map((section) => graph.whyUnknown(section, id));
  return { rules: graph.branchRules(id), unknown: reasons.find((reason) => reason !== null) ?? null };
}

/** What all rules ask for together: the strictest of them holds. */
export function reviewsAsked(rules: readonly BranchRule[]) {
  const asked = rules.flatMap(({ reviews }) => reviews ?? []);
  return {
    approvals: Math.max(0, ...asked.map(({ approvals }) => approvals)),
    lastPush: asked.some(({ lastPush }) => lastPush),
    dismissStale: asked.some(({ dismissStale }) => dismissStale),
    codeOwners: asked.some(({ codeOwners }) => codeOwners),
  };
}
