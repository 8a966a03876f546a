import { fail, named, pass } from '../outcomes.ts';
import { baseName, judgeProduction } from '../production-environments.ts';
import type { PrivilegeRule } from '../rule.ts';

export const rule: PrivilegeRule = {
  id: 'production-without-reviewers',
  title: 'Nobody has to approve a deployment to production',
  why: 'Whoever may push a branch can deploy it, and can read the secrets of production in a job that names the environment.',
  severity: 'high',
  setting: 'Require reviewers for the production environment (repository, Settings, Environments)',
  references: { cicdSec: [1, 5], cis: ['5.2.1'], slsa: [] },
  elsewhere: {
    gitlab:
      'Require approvals for the protected environment of production (project, Settings, CI/CD, Protected environments)',
  },
  needs: { github: ['repositories', 'environments'], gitlab: ['projects', 'environments', 'protected_environments'] },
  judge: (graph, settings) =>
    judgeProduction(graph, settings, ({ environment, repository, rule: { reviewers }, because }) => {
      if (reviewers > 0) return pass(null, named(environment));
      return fail(null, named(environment), {
        says: `Deployments to ${baseName(environment.name)} of ${repository.name} need nobody's approval.`,
        evidence: { environment: baseName(environment.name), required_reviewers: 0, ...because },
        command: null,
      });
    }),
};
