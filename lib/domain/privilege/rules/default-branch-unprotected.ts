import { defaultBranch } from '../default-branch.ts';
import { githubCommand } from '../github-command.ts';
import { fail, named, pass, unknown } from '../outcomes.ts';
import type { PrivilegeRule } from '../rule.ts';

export const rule: PrivilegeRule = {
  id: 'default-branch-unprotected',
  title: 'The default branch is not protected, or its history can be rewritten',
  why: 'Everyone with write pushes straight to what is built and deployed, and a forced push removes the traces.',
  severity: 'high',
  setting: 'Protect the default branch by a ruleset: pull requests, no forced pushes (repository, Settings, Rules)',
  references: { cicdSec: [1], cis: ['1.1.14', '1.1.15'], slsa: ['Source L2'] },
  elsewhere: {
    gitlab: 'Protect the default branch, without forced pushes (project, Settings, Repository, Protected branches)',
  },
  needs: {
    github: ['repositories', { oneOf: ['branch_protection', 'branch_rules'] }],
    gitlab: ['projects', 'protected_branches'],
  },
  judge: (graph) =>
    graph.resources('repo').map((repo) => {
      const { rules, unknown: reason } = defaultBranch(graph, repo);
      if (rules.some(({ blocksForcePush }) => blocksForcePush)) return pass(null, named(repo));
      if (reason !== null) return unknown(null, named(repo), reason);
      return fail(null, named(repo), {
        says:
          rules.length === 0
            ? `The default branch of ${repo.name} has no protection.`
            : `The history of the default branch of ${repo.name} can be rewritten by a forced push.`,
        evidence: { rules: rules.length, forced_pushes: 'allowed' },
        command:
          graph.inventory.source === 'gitlab'
            ? null
            : githubCommand('POST', ['repos', repo.name, 'rulesets'], {
                name: 'default branch',
                target: 'branch',
                enforcement: 'active',
                'conditions[ref_name][include][]': '~DEFAULT_BRANCH',
                'rules[][type]': 'non_fast_forward',
              }),
      });
    }),
};
