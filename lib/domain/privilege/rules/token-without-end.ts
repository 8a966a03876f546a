import { dayOf, isOlder, seenText } from '../age.ts';
import { fail, named, pass, unknown } from '../outcomes.ts';
import type { PrivilegeRule } from '../rule.ts';
import { unreadTokens } from '../unread-tokens.ts';

export const rule: PrivilegeRule = {
  id: 'token-without-end',
  title: 'A token has no end, or one far away',
  why: 'A token that leaks works until it ends. Tokens that never end are found in old laptops, logs and chats years later, and still work.',
  severity: 'high',
  setting: 'Set a longest lifetime for personal access tokens (Settings, Personal access tokens)',
  references: { cicdSec: [6, 2], cis: ['1.3.8'], slsa: [] },
  elsewhere: {
    azure:
      'Replace client secrets by federated credentials, or give them a near end (App registrations, Certificates & secrets)',
    gitlab: 'Set an end to access tokens, and a longest lifetime (Settings, Access tokens)',
  },
  needs: {
    github: [{ anyOf: ['personal_access_tokens', 'credential_authorizations'] }],
    opengraph: ['personal_access_tokens'],
    azure: ['applications'],
    gitlab: [{ anyOf: ['group_access_tokens', 'project_access_tokens'] }],
  },
  judge: (graph, { tokenDays }, now) => [
    ...unreadTokens(graph),
    ...graph.principals('token').map((token) => {
      const { expiresAt } = token;
      if (expiresAt === null) return unknown(named(token), graph.organization, 'It was not told when the token ends.');
      const far = expiresAt === 'never' || isOlder(now, tokenDays, expiresAt);
      if (!far) return pass(named(token), graph.organization);
      return fail(named(token), graph.organization, {
        says: `The token "${token.name}" of ${token.owner ?? 'somebody'} ${expiresAt === 'never' ? 'never ends' : `ends on ${dayOf(expiresAt)} only`}.`,
        evidence: { name: token.name, owner: token.owner, expires: seenText(expiresAt), policy_days: tokenDays },
        command: null,
      });
    }),
  ],
};
