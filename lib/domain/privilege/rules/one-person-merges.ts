import { defaultBranch, reviewsAsked } from '../default-branch.ts';
import { gitlabWayThrough } from '../gitlab-merge.ts';
import type { Resource } from '../inventory.ts';
import type { InventoryGraph } from '../inventory-graph.ts';
import { fail, named, pass, unknown } from '../outcomes.ts';
import type { Outcome, PrivilegeRule } from '../rule.ts';

export const rule: PrivilegeRule = {
  id: 'one-person-merges',
  title: 'One person can bring code into the default branch alone',
  why: 'A single account, or whoever has taken it over, puts code into what is built and deployed, and nobody else has to see it.',
  severity: 'critical',
  setting: 'Require an approval of the latest push by somebody else (repository, Settings, Rules)',
  references: { cicdSec: [1], cis: ['1.1.3', '1.1.4'], slsa: ['Source L4: two-party review'] },
  elsewhere: {
    gitlab:
      'Require an approval by somebody else, and let nobody push to the branch itself (project, Settings, Merge requests)',
  },
  needs: {
    github: ['repositories', { oneOf: ['branch_protection', 'branch_rules'] }],
    gitlab: ['projects', 'protected_branches', 'approvals'],
  },
  judge(graph) {
    if (graph.inventory.source === 'gitlab') return graph.resources('repo').map((repo) => judgeGitlab(graph, repo));
    // A workflow that approves takes the place of the one other person.
    const workflowsApprove = graph.control('actions', 'org')?.canApprove ?? null;
    return graph.resources('repo').map((repo) => {
      const { rules, unknown: reason } = defaultBranch(graph, repo);
      const asked = reviewsAsked(rules);
      const how = wayThrough(asked, workflowsApprove);
      if (how === null) return pass(null, named(repo));
      if (reason !== null) return unknown(null, named(repo), reason);
      return fail(null, named(repo), {
        says: `One person can merge into the default branch of ${repo.name} alone: ${how}.`,
        evidence: {
          required_approvals: asked.approvals,
          approval_of_last_push: asked.lastPush,
          stale_approvals_dismissed: asked.dismissStale,
          workflows_may_approve: workflowsApprove,
        },
        command: null,
      });
    });
  },
};

function wayThrough(
  { approvals, lastPush, dismissStale }: ReturnType<typeof reviewsAsked>,
  workflowsApprove: boolean | null,
) {
  if (approvals === 0) return 'no approval is required';
  if (!lastPush && !dismissStale) return 'what is pushed after the approval needs no new one';
  return approvals === 1 && workflowsApprove === true ? 'the one approval may come from a workflow' : null;
}

function judgeGitlab(graph: InventoryGraph, repo: Resource): Outcome {
  const { how, unknown: reason, evidence } = gitlabWayThrough(graph, repo);
  if (how === null) return reason === null ? pass(null, named(repo)) : unknown(null, named(repo), reason);
  // More approvals may be asked for by what was not told.
  if (reason !== null) return unknown(null, named(repo), reason);
  return fail(null, named(repo), {
    says: `One person can bring code into the default branch of ${repo.name} alone: ${how}.`,
    evidence,
    command: null,
  });
}
