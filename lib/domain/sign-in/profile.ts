import { isIssuer, type Provider } from './provider.ts';

/** Who a provider says that somebody is. The person is (issuer, subject) alone: names and addresses change hands. */
export interface Profile {
  issuer: string;
  subject: string;
  /** In lower case; null when there is none. */
  email: string | null;
  /** Whether the provider vouches for the address. */
  emailVerified: boolean;
  name: string;
  /** Null when the provider could not say: then nothing may follow from them. */
  groups: string[] | null;
}

export type Claims = Readonly<Record<string, unknown>>;

/** Longer lists and names than any directory has; what is beyond counts for nothing. */
const MOST_GROUPS = 2000;
const LONGEST = 255;

const EMAIL = /^[^\s@"<>(),;:\\[\]]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?$/;

const clean = (value: unknown, max: number): string | null => {
  if (typeof value !== 'string') return null;
  const text = value.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').trim();
  return text === '' ? null : text.slice(0, max);
};

/** A plain ASCII address in lower case; anything else is none. Letters that look like others never make an address equal. */
export function plainEmail(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > 254) return null;
  const email = value.toLowerCase();
  return /^[!-~]+$/.test(email) && EMAIL.test(email) ? email : null;
}

function valueAt(claims: Claims, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  let value: unknown = claims;
  for (const step of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}

/** The groups at `path` of the claims: a list of names, or one name. */
export function groupsAt(claims: Claims, path: string | null): string[] {
  if (path === null) return [];
  const value = valueAt(claims, path);
  const names = [value].flat().slice(0, MOST_GROUPS);
  return [...new Set(names.filter((name): name is string => typeof name === 'string' && name.length <= LONGEST))];
}

const isTrue = (value: unknown): boolean => value === true || value === 'true' || value === 1 || value === '1';

/**
 * What the claims of an OpenID provider say; null when they do not name this provider as issuer, or no subject.
 * `email_verified` is the standard's word, `xms_edov` that of Entra.
 */
export function profileOfClaims(provider: Provider, claims: Claims): Profile | null {
  const { iss, sub, tid } = claims;
  if (typeof iss !== 'string' || !isIssuer(provider, iss, tid)) return null;
  if (typeof sub !== 'string' || sub === '' || sub.length > LONGEST || sub.includes('\0')) return null;
  const email = plainEmail(claims.email);
  return {
    issuer: iss,
    subject: sub,
    email,
    emailVerified: email !== null && (provider.trustsEmail || isTrue(claims.email_verified ?? claims.xms_edov)),
    name: clean(claims.name, 100) ?? clean(claims.preferred_username, 100) ?? email?.split('@')[0] ?? 'No name',
    groups: areGroupsElsewhere(claims, provider.groupsClaim) ? null : groupsAt(claims, provider.groupsClaim),
  };
}

/** Entra leaves the list out of tokens of people with very many groups, and names an address to ask instead. */
function areGroupsElsewhere({ _claim_names: names }: Claims, path: string | null): boolean {
  return path !== null && typeof names === 'object' && names !== null && Object.hasOwn(names, path);
}

/**
 * The claims of an ID token, which is signed, with those that only the userinfo endpoint tells. An address is verified by
 * the word of the one that told it. @throws Error when the two are not about the same person
 */
export function mergeClaims(token: Claims, userinfo: Claims): Claims {
  if (userinfo.sub !== token.sub) throw new Error('the userinfo endpoint told of somebody else');
  const isSame = token.email === undefined || token.email === userinfo.email;
  const verified = isSame ? (token.email_verified ?? userinfo.email_verified) : token.email_verified;
  return { ...userinfo, ...token, email_verified: verified };
}

export interface GithubAnswers {
  user: Claims;
  emails: unknown;
  groups: string[] | null;
}

/** What GitHub says. Its number for a person is never given to somebody else, unlike the login. */
export function profileOfGithub(provider: Provider, { user, emails, groups }: GithubAnswers): Profile | null {
  const { id } = user;
  if (typeof id !== 'number' || !Number.isSafeInteger(id) || id <= 0) return null;
  const entries: Claims[] = Array.isArray(emails) ? emails.filter((e) => typeof e === 'object' && e !== null) : [];
  const verified = entries.find((entry) => entry.primary === true && entry.verified === true);
  const email = plainEmail(verified?.email);
  return {
    issuer: provider.issuer,
    subject: String(id),
    email,
    emailVerified: email !== null,
    name: clean(user.name, 100) ?? clean(user.login, 100) ?? 'No name',
    groups,
  };
}
