import type { Principal } from '../inventory.ts';
import type { InventoryGraph } from '../inventory-graph.ts';
import { judged, named } from '../outcomes.ts';
import { strongPermissions } from '../permissions.ts';
import type { Outcome, PrivilegeRule } from '../rule.ts';
import { tokenRevocation } from '../token-revocation.ts';
import { unreadTokens } from '../unread-tokens.ts';

export const rule: PrivilegeRule = {
  id: 'token-too-wide',
  title: 'A token may change far more than it needs',
  why: 'Whoever finds the token changes code, workflows or protection anywhere in the organization, as its owner.',
  severity: 'high',
  setting: 'Ask for tokens of single repositories, and approve them (Settings, Personal access tokens)',
  references: { cicdSec: [2, 6], cis: ['1.3.8'], slsa: [] },
  elsewhere: { gitlab: 'Replace the token by one of a lower role, without the scope api (Settings, Access tokens)' },
  needs: {
    github: [{ anyOf: ['personal_access_tokens', 'credential_authorizations'] }],
    opengraph: ['personal_access_tokens'],
    gitlab: [{ anyOf: ['group_access_tokens', 'project_access_tokens'] }],
  },
  judge: (graph) => [
    ...unreadTokens(graph),
    ...graph.principals('token').map((token) => {
      if (graph.inventory.source === 'gitlab') return judgeGitlab(graph, token);
      const { everywhere, permissions } = token;
      const strong = permissions === null ? [] : strongPermissions(permissions);
      const known = everywhere !== null && permissions !== null;
      return judged(known ? !(everywhere && strong.length > 0) : null, named(token), graph.organization, {
        reason: 'It was not told what the token may do.',
        says: `The token "${token.name}" of ${token.owner ?? 'somebody'} has ${strong.join(', ')} in every repository.`,
        evidence: { name: token.name, owner: token.owner, repositories: 'all', permissions: strong.join(', ') },
        command: tokenRevocation(graph, token),
      });
    }),
  ],
};

/** With `api` at maintainer or above, it changes protection, members and code, of all that its group or project has. */
function judgeGitlab(graph: InventoryGraph, token: Principal): Outcome {
  const { permissions, owner } = token;
  const level = Math.max(0, ...graph.grantsOf(token.id).map((each) => each.level));
  const role = permissions?.api ?? null;
  return judged(permissions === null ? null : role === null || level < 4, named(token), graph.organization, {
    reason: 'It was not told what the token may do.',
    says: `The token "${token.name}" of ${owner ?? 'somebody'} has all of the API as ${role}.`,
    evidence: {
      name: token.name,
      of: owner,
      role,
      scopes: Object.keys(permissions ?? {})
        .sort()
        .join(', '),
    },
    command: tokenRevocation(graph, token),
  });
}
