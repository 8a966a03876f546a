import { githubCommand } from '../github-command.ts';
import { fail, named, pass } from '../outcomes.ts';
import { baseName, judgeProduction } from '../production-environments.ts';
import type { PrivilegeRule } from '../rule.ts';

export const rule: PrivilegeRule = {
  id: 'production-any-branch',
  title: 'Any branch may be deployed to production',
  why: 'Code that nobody reviewed deploys from a branch that somebody made a minute ago, and its job reads the secrets of production.',
  severity: 'high',
  setting: 'Limit the production environment to protected branches (repository, Settings, Environments)',
  references: { cicdSec: [1, 5], cis: ['5.2.1'], slsa: [] },
  needs: { github: ['repositories', 'environments'] },
  judge: (graph, settings) =>
    judgeProduction(graph, settings, ({ environment, repository, rule: { branches }, because }) => {
      if (branches !== 'any') return pass(null, named(environment));
      const name = baseName(environment.name);
      return fail(null, named(environment), {
        says: `Every branch of ${repository.name} may be deployed to ${name}.`,
        evidence: { environment: name, deployment_branch_policy: null, ...because },
        command: githubCommand('PUT', ['repos', repository.name, 'environments', name], {
          'deployment_branch_policy[protected_branches]': true,
          'deployment_branch_policy[custom_branch_policies]': false,
        }),
      });
    }),
};
