import { githubCommand } from '../github-command.ts';
import { fail, pass, unknown } from '../outcomes.ts';
import type { PrivilegeRule } from '../rule.ts';

export const rule: PrivilegeRule = {
  id: 'fork-runs-unapproved',
  title: 'Pull requests from forks run on own machines without approval',
  why: 'After one accepted change, a typing error is enough, everything that person sends later runs by itself. On a runner of your own that is a way into your network.',
  severity: 'high',
  setting: 'Require approval for all external contributors (Settings, Actions, General, Fork pull requests)',
  references: { cicdSec: [4], cis: ['2.2.1'], slsa: [] },
  needs: { github: ['repositories', 'runners', 'fork_pr_approval'] },
  judge(graph) {
    const { organization } = graph;
    const open = graph.resources('repo').filter(({ visibility }) => visibility === 'public');
    if (open.length === 0 || graph.principals('runner').length === 0) {
      return graph.isWhole('repositories') && graph.isWhole('runners')
        ? []
        : [unknown(null, organization, 'Not every repository and runner could be read.')];
    }
    const policy = graph.control('actions', 'org')?.forkApproval ?? null;
    if (policy === null) return [unknown(null, organization, 'GitHub did not tell who needs approval.')];
    if (policy === 'all_external_contributors') return [pass(null, organization)];
    return [
      fail(null, organization, {
        says: `Workflows of pull requests from forks run without approval for whoever contributed before (${policy}), and ${organization.name} has runners of its own.`,
        evidence: { approval_policy: policy, public_repositories: open.length },
        command: githubCommand(
          'PUT',
          ['orgs', organization.name, 'actions', 'permissions', 'fork-pr-contributor-approval'],
          {
            approval_policy: 'all_external_contributors',
          },
        ),
      }),
    ];
  },
};
