import { judged, named } from '../outcomes.ts';
import { strongPermissions } from '../permissions.ts';
import type { PrivilegeRule } from '../rule.ts';
import { tokenRevocation } from '../token-revocation.ts';

export const rule: PrivilegeRule = {
  id: 'token-too-wide',
  title: 'A personal token may change code in every repository',
  why: 'Whoever finds the token changes code, workflows or protection anywhere in the organization, as its owner.',
  severity: 'high',
  setting: 'Ask for tokens of single repositories, and approve them (Settings, Personal access tokens)',
  references: { cicdSec: [2, 6], cis: ['1.3.8'], slsa: [] },
  needs: { github: [{ anyOf: ['personal_access_tokens', 'credential_authorizations'] }] },
  judge: (graph) =>
    graph.principals('token').map((token) => {
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
};
