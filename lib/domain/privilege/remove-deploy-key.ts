import { githubCommand, numberOf } from './github-command.ts';
import { gitlabCommand } from './gitlab-command.ts';
import type { Principal, Resource } from './inventory.ts';
import type { InventoryGraph } from './inventory-graph.ts';

/** How a deploy key is taken from a repository. */
export function removeDeployKey({ inventory }: InventoryGraph, repo: Resource, key: Principal): string | null {
  return inventory.source === 'gitlab'
    ? gitlabCommand('DELETE', ['projects', numberOf(repo.id), 'deploy_keys', numberOf(key.id)])
    : githubCommand('DELETE', ['repos', repo.name, 'keys', numberOf(key.id)]);
}
