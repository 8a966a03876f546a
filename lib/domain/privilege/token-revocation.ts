import { awsCommand } from './aws-command.ts';
import { githubCommand, numberOf } from './github-command.ts';
import { gitlabCommand } from './gitlab-command.ts';
import type { Principal } from './inventory.ts';
import type { InventoryGraph } from './inventory-graph.ts';

/** How an owner ends a person's token for this organization. */
export function tokenRevocation(graph: InventoryGraph, token: Principal): string | null {
  const { name } = graph.organization;
  if (graph.inventory.source === 'aws')
    return awsCommand(['iam', 'list-access-keys'], { 'user-name': token.owner ?? '' });
  if (graph.inventory.source === 'gitlab') {
    const [grant] = graph.grantsOf(token.id);
    const place =
      grant === undefined || grant.resource === 'org' ? ['groups', name] : ['projects', numberOf(grant.resource)];
    return gitlabCommand('DELETE', [...place, 'access_tokens', numberOf(token.id)]);
  }
  if (graph.inventory.source !== 'github' && graph.inventory.source !== 'opengraph') return null;
  if (token.id.startsWith('authorization:')) {
    return githubCommand('DELETE', ['orgs', name, 'credential-authorizations', numberOf(token.id)]);
  }
  return githubCommand('POST', ['orgs', name, 'personal-access-tokens', numberOf(token.id)], { action: 'revoke' });
}
