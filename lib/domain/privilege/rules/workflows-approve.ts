import { githubCommand } from '../github-command.ts';
import { judged } from '../outcomes.ts';
import type { PrivilegeRule } from '../rule.ts';

export const rule: PrivilegeRule = {
  id: 'workflows-approve',
  title: 'Workflows may approve pull requests',
  why: 'One person writes a change and a workflow that approves it: a required review by one other is then no review by anybody.',
  severity: 'high',
  setting: 'Do not let GitHub Actions approve pull requests (Settings, Actions, General, Workflow permissions)',
  references: { cicdSec: [1, 5], cis: ['1.1.3'], slsa: [] },
  needs: { github: ['workflow_permissions'], opengraph: ['workflow_permissions'] },
  judge(graph) {
    const set = graph.control('actions', 'org')?.canApprove ?? null;
    return [
      judged(set === null ? null : !set, null, graph.organization, {
        reason: 'GitHub did not tell this setting.',
        says: `Workflows in ${graph.organization.name} may create and approve pull requests.`,
        evidence: { can_approve_pull_request_reviews: set },
        command: githubCommand('PUT', ['orgs', graph.organization.name, 'actions', 'permissions', 'workflow'], {
          can_approve_pull_request_reviews: false,
        }),
      }),
    ];
  },
};
