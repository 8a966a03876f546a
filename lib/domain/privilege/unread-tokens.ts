import type { InventoryGraph } from './inventory-graph.ts';
import { named, unknown } from './outcomes.ts';
import type { Outcome } from './rule.ts';

/** Projects of GitLab whose access tokens were not told: a token of theirs may be wrong, or right by now. */
export function unreadTokens(graph: InventoryGraph): Outcome[] {
  if (graph.inventory.source !== 'gitlab' || !graph.isRead('project_access_tokens')) return [];
  return graph.resources('repo').flatMap((repo) => {
    const reason = graph.whyUnknown('project_access_tokens', repo.id);
    return reason === null ? [] : [unknown(null, named(repo), reason)];
  });
}
