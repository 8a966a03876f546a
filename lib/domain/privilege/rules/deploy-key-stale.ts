import { dayOf, isOlder, isUnused, seenText } from '../age.ts';
import type { Principal } from '../inventory.ts';
import type { InventoryGraph } from '../inventory-graph.ts';
import { fail, named, pass, unknown } from '../outcomes.ts';
import { removeDeployKey } from '../remove-deploy-key.ts';
import type { PrivilegeRule } from '../rule.ts';
import type { PrivilegeSettings } from '../settings.ts';

export const rule: PrivilegeRule = {
  id: 'deploy-key-stale',
  title: 'A deploy key is old, unused, or of somebody who left',
  why: 'Nobody knows any more who has the private half of such a key. It opens the repository until somebody removes it.',
  severity: 'medium',
  setting: 'Remove deploy keys that nobody uses, and replace old ones (repository, Settings, Deploy keys)',
  references: { cicdSec: [6], cis: ['1.3.1'], slsa: [] },
  needs: { github: ['repositories', 'deploy_keys'], gitlab: ['projects', 'deploy_keys'] },
  judge: (graph, settings, now) =>
    graph.resources('repo').flatMap((repo) => {
      const reason = graph.whyUnknown('deploy_keys', repo.id);
      if (reason !== null) return [unknown(null, named(repo), reason)];
      const keys = graph.grantsOn(repo.id).filter(({ via }) => via === 'key');
      return keys.flatMap(({ principal }) => {
        const key = graph.principal(principal);
        if (key === null) return [];
        const { wrong, unsure } = faults(graph, key, settings, now);
        if (wrong.length === 0) {
          return [
            unsure
              ? unknown(named(key), named(repo), 'It was not told when the key was last used.')
              : pass(named(key), named(repo)),
          ];
        }
        return [
          fail(named(key), named(repo), {
            says: `The deploy key "${key.name}" of ${repo.name} ${wrong.join(', and ')}.`,
            evidence: {
              name: key.name,
              created: key.createdAt === null ? null : dayOf(key.createdAt),
              last_used: seenText(key.lastActiveAt),
              added_by: key.owner,
            },
            command: removeDeployKey(graph, repo, key),
          }),
        ];
      });
    }),
};

function faults(graph: InventoryGraph, key: Principal, { unusedDays, keyDays }: PrivilegeSettings, now: Date) {
  const unused = isUnused(key.lastActiveAt, key.createdAt, unusedDays, now);
  const old = key.createdAt !== null && isOlder(key.createdAt, keyDays, now);
  const over = key.expiresAt instanceof Date && key.expiresAt <= now;
  const wrong = [
    over ? 'is over and was not removed' : null,
    unused === true ? `was not used for ${unusedDays} days` : null,
    old ? `is older than ${keyDays} days` : null,
    creatorIsGone(graph, key) ? 'was added by somebody who is not in the organization any more' : null,
  ].filter((text) => text !== null);
  // GitLab does not tell when a key was last used: what it tells is all there is to judge.
  return { wrong, unsure: unused === null && graph.inventory.source !== 'gitlab' };
}

/** Known only where both members and outsiders were read whole: who is in neither list left. */
function creatorIsGone(graph: InventoryGraph, { owner }: Principal): boolean {
  if (owner === null || !graph.isWhole('members') || !graph.isWhole('outside_collaborators')) return false;
  const login = owner.toLowerCase();
  return !graph
    .principals('human', 'bot')
    .some(({ name, standing }) => standing !== 'gone' && name.toLowerCase() === login);
}
