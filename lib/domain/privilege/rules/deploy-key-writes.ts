import { fail, named, pass, unknown } from '../outcomes.ts';
import { removeDeployKey } from '../remove-deploy-key.ts';
import type { PrivilegeRule } from '../rule.ts';

export const rule: PrivilegeRule = {
  id: 'deploy-key-writes',
  title: 'A deploy key may write',
  why: 'A deploy key is a private key in a file somewhere, bound to no person and to no second factor. Whoever has the file pushes code.',
  severity: 'high',
  setting: 'Replace the deploy key by one that only reads (repository, Settings, Deploy keys)',
  references: { cicdSec: [2, 6], cis: ['1.3.8'], slsa: [] },
  needs: { github: ['repositories', 'deploy_keys'], gitlab: ['projects', 'deploy_keys'] },
  judge: (graph) =>
    graph.resources('repo').flatMap((repo) => {
      const reason = graph.whyUnknown('deploy_keys', repo.id);
      if (reason !== null) return [unknown(null, named(repo), reason)];
      return graph.grantsOn(repo.id).flatMap(({ principal, via, level }) => {
        const key = graph.principal(principal);
        if (via !== 'key' || key === null) return [];
        if (level < 3) return [pass(named(key), named(repo))];
        return [
          fail(named(key), named(repo), {
            says: `The deploy key "${key.name}" may write to ${repo.name}.`,
            evidence: { name: key.name, read_only: false, added_by: key.owner },
            command: removeDeployKey(graph, repo, key),
          }),
        ];
      });
    }),
};
