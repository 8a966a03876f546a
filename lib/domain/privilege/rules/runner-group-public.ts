import { githubCommand, numberOf } from '../github-command.ts';
import { judged, named } from '../outcomes.ts';
import type { PrivilegeRule } from '../rule.ts';

export const rule: PrivilegeRule = {
  id: 'runner-group-public',
  title: 'Own runners are open to public repositories',
  why: 'Anybody can send a pull request to a public repository, and its code then runs on your own machine, in your network, beside what other jobs left there.',
  severity: 'critical',
  setting: 'Close the runner group to public repositories (Settings, Actions, Runner groups)',
  references: { cicdSec: [4, 7], cis: ['2.2.1'], slsa: ['Build L3: isolated'] },
  needs: { github: ['runner_groups'] },
  judge: (graph) =>
    graph.resources('runner_group').map((group) => {
      const open = graph.control('runner_group', group.id)?.publicRepositories ?? null;
      return judged(open === null ? null : !open, null, named(group), {
        reason: 'GitHub did not tell whether the group is open to public repositories.',
        says: `The runner group ${group.name} runs jobs of public repositories.`,
        evidence: { allows_public_repositories: true, visibility: group.visibility },
        command: githubCommand(
          'PATCH',
          ['orgs', graph.organization.name, 'actions', 'runner-groups', numberOf(group.id)],
          {
            allows_public_repositories: false,
          },
        ),
      });
    }),
};
