import { defaultBranch } from './default-branch.ts';
import type { MergeRule, Resource } from './inventory.ts';
import type { InventoryGraph } from './inventory-graph.ts';
import type { Evidence } from './rule.ts';

interface WayThrough {
  /** How one person gets code into the default branch; null: not at all, as far as is known. */
  how: string | null;
  /** What was not told, so that there may be a way. */
  unknown: string | null;
  evidence: Evidence;
}

/** Whether one person gets code into the default branch of a GitLab project: by a push, or by approving it alone. */
export function gitlabWayThrough(graph: InventoryGraph, repo: Resource): WayThrough {
  const { rules, unknown } = defaultBranch(graph, repo);
  const merge = graph.control('merge', repo.id);
  const unread = ['approvals', 'approval_rules'].map((section) => graph.whyUnknown(section, repo.id));
  const pushers = rules.flatMap(({ bypass }) => bypass ?? []).filter(({ mode }) => mode === 'push');
  const evidence = {
    protected: rules.length > 0,
    may_push: pushers.length,
    required_approvals: merge?.approvals ?? null,
    author_may_approve: merge?.authorApproves ?? null,
    committers_may_approve: merge?.committersApprove ?? null,
    reset_on_push: merge?.resetOnPush ?? null,
  };
  if (unknown === null && rules.length === 0) {
    return { how: 'it is not protected, so that every developer pushes to it', unknown: null, evidence };
  }
  if (pushers.length > 0) return { how: 'some may push to it without a merge request', unknown: null, evidence };
  const reason = unknown ?? unread.find((text) => text !== null) ?? null;
  return { how: wayByApproval(merge), unknown: reason ?? untold(merge), evidence };
}

type Merge = MergeRule | null;

function wayByApproval(merge: Merge): string | null {
  if (merge === null) return null;
  const { approvals, authorApproves, committersApprove, resetOnPush } = merge;
  if (approvals === 0) return 'no approval is required';
  if (approvals === 1 && authorApproves === true) return 'the author of a merge request may give the one approval';
  // Whoever committed to it in the end is not the author.
  if (approvals === 1 && committersApprove === true && resetOnPush === false) {
    return 'whoever pushes to an approved merge request needs no new approval';
  }
  return null;
}

function untold(merge: Merge): string | null {
  if (merge === null || merge.approvals === null) return 'It was not told how many approvals are required.';
  const { authorApproves, resetOnPush } = merge;
  return authorApproves === null || resetOnPush === null ? 'It was not told who may approve a merge request.' : null;
}
