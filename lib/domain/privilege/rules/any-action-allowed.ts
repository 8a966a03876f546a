import { githubCommand } from '../github-command.ts';
import { judged } from '../outcomes.ts';
import type { PrivilegeRule } from '../rule.ts';

export const rule: PrivilegeRule = {
  id: 'any-action-allowed',
  title: 'Any action of anybody runs, by a name that can move',
  why: 'A tag of a third-party action can be moved to other code overnight, and that code then runs with your secrets. Pinned commits cannot be moved.',
  severity: 'medium',
  setting: 'Allow selected actions, or require pinning to full commits (Settings, Actions, General)',
  references: { cicdSec: [3, 8], cis: ['2.3.8', '3.1.7'], slsa: [] },
  needs: { github: ['actions_permissions'], opengraph: ['actions_permissions'] },
  judge(graph) {
    const { allowed = null, shaPinning = null } = graph.control('actions', 'org') ?? {};
    const selected = allowed === null ? null : allowed !== 'all';
    return [
      judged(
        selected === true || shaPinning === true ? true : selected === null || shaPinning === null ? null : false,
        null,
        graph.organization,
        {
          reason: 'GitHub did not tell which actions are allowed, or whether they must be pinned.',
          says: `Every action is allowed in ${graph.organization.name}, and none must be pinned to a commit.`,
          evidence: { allowed_actions: allowed, sha_pinning_required: shaPinning },
          command: githubCommand('PUT', ['orgs', graph.organization.name, 'actions', 'permissions'], {
            enabled_repositories: 'all',
            allowed_actions: 'selected',
            sha_pinning_required: true,
          }),
        },
      ),
    ];
  },
};
