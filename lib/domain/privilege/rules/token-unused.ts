import { isUnused, seenText } from '../age.ts';
import { judged, named } from '../outcomes.ts';
import type { PrivilegeRule } from '../rule.ts';
import { tokenRevocation } from '../token-revocation.ts';
import { unreadTokens } from '../unread-tokens.ts';

export const rule: PrivilegeRule = {
  id: 'token-unused',
  title: 'A token is not used',
  why: 'Nothing breaks when it is revoked, and nobody would notice if somebody else used it.',
  severity: 'medium',
  setting: 'Revoke tokens that nobody uses (Settings, Personal access tokens, Active tokens)',
  references: { cicdSec: [6], cis: ['1.3.1'], slsa: [] },
  elsewhere: {
    gitlab: 'Revoke access tokens that nobody uses (Settings, Access tokens)',
    aws: 'Deactivate and delete access keys that nobody uses (IAM, Users, Security credentials)',
  },
  needs: {
    github: [{ anyOf: ['personal_access_tokens', 'credential_authorizations'] }],
    opengraph: ['personal_access_tokens'],
    gitlab: [{ anyOf: ['group_access_tokens', 'project_access_tokens'] }],
    aws: ['credential_report'],
  },
  judge: (graph, { unusedDays }, now) => [
    ...unreadTokens(graph),
    ...graph.principals('token').map((token) => {
      const unused = isUnused(token.lastActiveAt, token.createdAt, unusedDays, now);
      return judged(unused === null ? null : !unused, named(token), graph.organization, {
        reason: 'It was not told when the token was last used.',
        says: `The token "${token.name}" of ${token.owner ?? 'somebody'} was not used for ${unusedDays} days.`,
        evidence: {
          name: token.name,
          owner: token.owner,
          last_used: seenText(token.lastActiveAt),
          policy_days: unusedDays,
        },
        command: tokenRevocation(graph, token),
      });
    }),
  ],
};
