import { defaultBranch, reviewsAsked } from '../default-branch.ts';
import { fail, named, pass, unknown } from '../outcomes.ts';
import type { PrivilegeRule } from '../rule.ts';

export const rule: PrivilegeRule = {
  id: 'workflows-unowned',
  title: 'Workflow files change without their owners',
  why: 'Who changes a workflow decides what runs with your secrets. That deserves the eyes of those who know it.',
  severity: 'medium',
  setting: 'Name owners of .github/workflows in CODEOWNERS, and require their review (repository, Settings, Rules)',
  references: { cicdSec: [4, 1], cis: ['1.1.7', '2.3.1'], slsa: [] },
  needs: { github: ['repositories', 'codeowners', { oneOf: ['branch_protection', 'branch_rules'] }] },
  judge: (graph) =>
    graph.resources('repo').map((repo) => {
      const file = graph.whyUnknown('codeowners', repo.id);
      if (file !== null) return unknown(null, named(repo), file);
      const { rules, unknown: reason } = defaultBranch(graph, repo);
      const owned = graph.control('code_owners', repo.id)?.workflowsOwned ?? false;
      const { codeOwners } = reviewsAsked(rules);
      if (owned && codeOwners) return pass(null, named(repo));
      if (owned && reason !== null) return unknown(null, named(repo), reason);
      return fail(null, named(repo), {
        says: `Workflows of ${repo.name} change without ${owned ? 'the required review of their owners' : 'owners: CODEOWNERS names none for them'}.`,
        evidence: { workflows_in_codeowners: owned, code_owner_review: codeOwners },
        command: null,
      });
    }),
};
