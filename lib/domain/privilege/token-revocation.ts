import { githubCommand, numberOf } from './github-command.ts';
import type { Principal } from './inventory.ts';
import type { InventoryGraph } from './inventory-graph.ts';

/** How an owner ends a person's token for this organization. */
export function tokenRevocation(graph: InventoryGraph, token: Principal): string | null {
  const { name } = graph.organization;
  if (token.id.startsWith('authorization:')) {
    return githubCommand('DELETE', ['orgs', name, 'credential-authorizations', numberOf(token.id)]);
  }
  return githubCommand('POST', ['orgs', name, 'personal-access-tokens', numberOf(token.id)], { action: 'revoke' });
}
