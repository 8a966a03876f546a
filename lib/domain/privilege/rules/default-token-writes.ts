import { githubCommand } from '../github-command.ts';
import { judged } from '../outcomes.ts';
import type { PrivilegeRule } from '../rule.ts';

export const rule: PrivilegeRule = {
  id: 'default-token-writes',
  title: 'The token of every workflow may write',
  why: 'Any step of any job, and any third-party action in it, gets a token. With write it pushes code and publishes packages, unless the workflow says less.',
  severity: 'high',
  setting: 'Set the default GITHUB_TOKEN to read (Settings, Actions, General, Workflow permissions)',
  references: { cicdSec: [5, 4], cis: ['2.3.5'], slsa: [] },
  needs: { github: ['workflow_permissions'], opengraph: ['workflow_permissions'] },
  judge(graph) {
    const set = graph.control('actions', 'org')?.defaultToken ?? null;
    return [
      judged(set === null ? null : set === 'read', null, graph.organization, {
        reason: 'GitHub did not tell this setting.',
        says: `The GITHUB_TOKEN of workflows in ${graph.organization.name} may write by default.`,
        evidence: { default_workflow_permissions: set },
        command: githubCommand('PUT', ['orgs', graph.organization.name, 'actions', 'permissions', 'workflow'], {
          default_workflow_permissions: 'read',
        }),
      }),
    ];
  },
};
