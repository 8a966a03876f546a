import { judged, named } from '../outcomes.ts';
import { baseName, judgeProduction } from '../production-environments.ts';
import type { PrivilegeRule } from '../rule.ts';

export const rule: PrivilegeRule = {
  id: 'reviewer-approves-own',
  title: 'A reviewer may approve their own deployment to production',
  why: 'A required review that one may give oneself is none: a single account, or whoever has taken it over, reaches production.',
  severity: 'high',
  setting: 'Prevent self-review for the production environment (repository, Settings, Environments)',
  references: { cicdSec: [1], cis: ['5.2.1'], slsa: [] },
  elsewhere: {
    gitlab:
      'Do not let who started a pipeline approve its deployment (project, Settings, CI/CD, Protected environments)',
  },
  needs: { github: ['repositories', 'environments'], gitlab: ['projects', 'environments', 'protected_environments'] },
  judge: (graph, settings) =>
    judgeProduction(graph, settings, ({ environment, repository, rule: { reviewers, preventSelfReview }, because }) =>
      // Without reviewers there is nothing to give oneself: that is another rule's.
      judged(reviewers === 0 ? true : preventSelfReview, null, named(environment), {
        reason: 'It was not told whether reviewers may approve their own deployments.',
        says: `Reviewers of ${baseName(environment.name)} of ${repository.name} may approve their own deployments.`,
        evidence: {
          environment: baseName(environment.name),
          required_reviewers: reviewers,
          prevent_self_review: false,
          ...because,
        },
        command: null,
      }),
    ),
};
