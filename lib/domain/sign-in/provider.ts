export const PROVIDER_KINDS = ['oidc', 'github', 'gitlab', 'google', 'entra'] as const;
export type ProviderKind = (typeof PROVIDER_KINDS)[number];

/** A service that people may sign in with, as the environment describes it. */
export interface Provider {
  /** Stands in addresses: `github`, `oidc`, `oidc-okta`. */
  id: string;
  kind: ProviderKind;
  /** As its button says. */
  name: string;
  /** What its ID tokens name as their issuer; for GitHub, which has none, the address of the host. */
  issuer: string;
  clientId: string;
  clientSecret: string;
  scope: string;
  /** Where its claims list a person's groups, `realm_access.roles`; null when groups are not asked for. */
  groupsClaim: string | null;
  /** Whether its e-mail addresses count as verified although it does not say so. */
  trustsEmail: boolean;
  /** Variables that are not set and that it cannot work without. */
  missing: readonly string[];
}

/** Tenants of Microsoft Entra whose tokens name the tenant of each person as issuer. */
const MANY_TENANTS = ['common', 'organizations', 'consumers'];

export const ENTRA = 'https://login.microsoftonline.com';

const tenantOf = ({ issuer }: Pick<Provider, 'issuer'>): string => issuer.split('/')[3] ?? '';

export const hasManyTenants = (provider: Provider): boolean =>
  provider.kind === 'entra' && MANY_TENANTS.includes(tenantOf(provider));

/** Where an OpenID provider describes itself. */
export const discoveryUrl = ({ issuer }: Pick<Provider, 'issuer'>): string =>
  `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;

/**
 * Whether a description or a token of this issuer is the provider's. An Entra application of many tenants describes itself
 * with a placeholder, and each token names its own tenant, which `tenant` (claim `tid`) must repeat.
 */
export function isIssuer(provider: Provider, issuer: string, tenant?: unknown): boolean {
  if (!hasManyTenants(provider)) return issuer === provider.issuer;
  if (tenant === undefined) return issuer === `${ENTRA}/{tenantid}/v2.0`;
  return typeof tenant === 'string' && /^[0-9a-f-]{36}$/.test(tenant) && issuer === `${ENTRA}/${tenant}/v2.0`;
}

/** Where GitHub's interface for programs is: on a host of its own, or below the address of an Enterprise server. */
export const githubApi = ({ issuer }: Pick<Provider, 'issuer'>): string =>
  issuer === 'https://github.com' ? 'https://api.github.com' : `${issuer}/api/v3`;
