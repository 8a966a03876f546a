import type { OAuthConfig } from 'next-auth/providers/oauth';
import {
  type Claims,
  mergeClaims,
  type Profile,
  profileOfClaims,
  profileOfGithub,
} from '#lib/domain/sign-in/profile.ts';
import { discoveryUrl, githubApi, type Provider } from '#lib/domain/sign-in/provider.ts';
import { askGithub } from '#lib/services/sign-in/ask-github.ts';
import type { ProviderManner } from '#lib/services/sign-in/check-provider.ts';

/** What one sign-in learned, once all that the provider sent was checked. */
export interface Learned {
  profile: Profile | null;
}

function plain({ id, name, clientId, clientSecret }: Provider, { clientAuth, algorithm }: ProviderManner) {
  return {
    ...{ id, name, clientId, clientSecret },
    type: 'oauth' as const,
    client: { token_endpoint_auth_method: clientAuth, id_token_signed_response_alg: algorithm },
    // The library only asks for some id; who the person is follows from what was learned.
    profile: ({ sub }: { sub?: string }) => ({ id: sub ?? '' }),
  };
}

function github(provider: Provider, manner: ProviderManner, learned: Learned): OAuthConfig<LibraryProfile> {
  const { issuer, scope } = provider;
  return {
    ...plain(provider, manner),
    issuer,
    checks: ['pkce', 'state'],
    authorization: { url: `${issuer}/login/oauth/authorize`, params: { scope } },
    token: `${issuer}/login/oauth/access_token`,
    userinfo: {
      url: `${githubApi(provider)}/user`,
      async request({ tokens }) {
        learned.profile = profileOfGithub(provider, await askGithub(provider, tokens.access_token ?? ''));
        return { sub: learned.profile?.subject ?? '' };
      },
    },
  };
}

/** The claims of an ID token that the library has checked. */
const claimsOf = (idToken: string): Claims =>
  JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString('utf8'));

interface LibraryProfile {
  sub?: string;
}

/** The description of a provider that the sign-in library needs. Who signed in is put into `learned`. */
export function oauthProvider(
  provider: Provider,
  manner: ProviderManner,
  learned: Learned,
): OAuthConfig<LibraryProfile> {
  if (provider.kind === 'github') return github(provider, manner, learned);
  return {
    ...plain(provider, manner),
    wellKnown: discoveryUrl(provider),
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    authorization: { params: { scope: provider.scope } },
    userinfo: {
      async request({ client, tokens }) {
        const claims = claimsOf(tokens.id_token ?? '');
        // Entra's endpoint tells less than its tokens do, and costs a permission.
        const asks = provider.kind !== 'entra' && client.issuer.metadata.userinfo_endpoint !== undefined;
        const userinfo = asks ? await client.userinfo(tokens.access_token ?? '') : claims;
        learned.profile = profileOfClaims(provider, mergeClaims(claims, userinfo));
        return { sub: learned.profile?.subject ?? '' };
      },
    },
  };
}
