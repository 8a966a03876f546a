import { z } from 'zod';
import { ENTRA, type Provider, type ProviderKind } from './domain/sign-in/provider.ts';

/** Secrets go over these addresses, so that only the machine itself may be reached without TLS. */
const isSafe = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, search, hash, username } = new URL(text);
  if (search !== '' || hash !== '' || username !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname));
};
const host = z.string().refine(isSafe, 'must be an address like https://id.example.com, without a query');
const flag = z.enum(['true', 'false'], 'must be true or false');
const line = z.string().max(200, 'must have at most 200 characters');
const claim = line.regex(/^[\w:/.@-]+$/, 'must be the name of a claim, with dots for claims inside of others');

const schema = z.object({
  AUTH_OIDC_ISSUER: host.optional(),
  AUTH_OIDC_ID: line.optional(),
  AUTH_OIDC_SECRET: z.string().optional(),
  AUTH_OIDC_NAME: line.optional(),
  AUTH_OIDC_SCOPE: line.optional(),
  AUTH_OIDC_GROUPS: claim.optional(),
  AUTH_OIDC_TRUST_EMAIL: flag.optional(),
  AUTH_GITHUB_ID: line.optional(),
  AUTH_GITHUB_SECRET: z.string().optional(),
  AUTH_GITHUB_URL: host.optional(),
  AUTH_GITHUB_GROUPS: flag.optional(),
  AUTH_GITLAB_ID: line.optional(),
  AUTH_GITLAB_SECRET: z.string().optional(),
  AUTH_GITLAB_URL: host.optional(),
  AUTH_GOOGLE_ID: line.optional(),
  AUTH_GOOGLE_SECRET: z.string().optional(),
  AUTH_ENTRA_ID: line.optional(),
  AUTH_ENTRA_SECRET: z.string().optional(),
  AUTH_ENTRA_TENANT: z
    .string()
    .regex(/^(?:[0-9a-f-]{36}|common|organizations|consumers)$/, 'must be the id of the tenant, or organizations')
    .optional(),
  AUTH_ENTRA_GROUPS: claim.optional(),
  AUTH_ENTRA_TRUST_EMAIL: flag.optional(),
});

type Settings = z.output<typeof schema>;
type Source = Readonly<Record<string, string>>;

export interface EnvProblem {
  path: string;
  message: string;
}

const OWN = /^AUTH_(?:OIDC|GITHUB|GITLAB|GOOGLE|ENTRA)_/;
/** `AUTH_OIDC_OKTA_ISSUER`: a provider beside the one of `AUTH_OIDC_ISSUER`. */
const NAMED = /^AUTH_OIDC_([A-Z0-9]{1,20})_(ISSUER|ID|SECRET|NAME|SCOPE|GROUPS|TRUST_EMAIL)$/;

interface Description extends Omit<Provider, 'clientId' | 'clientSecret' | 'missing' | 'issuer'> {
  prefix: string;
  values: Readonly<Record<string, string | undefined>>;
  issuer: string | undefined;
  needs: string[];
}

function providerOf({ prefix, values, needs, issuer, ...rest }: Description): Provider[] {
  const has = (name: string) => values[name] !== undefined;
  if (!Object.keys(values).some((name) => name.startsWith(`${prefix}_`) && has(name))) return [];
  return [
    {
      ...rest,
      issuer: issuer ?? '',
      clientId: values[`${prefix}_ID`] ?? '',
      clientSecret: values[`${prefix}_SECRET`] ?? '',
      missing: ['ID', 'SECRET', ...needs].map((name) => `${prefix}_${name}`).filter((name) => !has(name)),
    },
  ];
}

const withoutSlash = (address: string | undefined): string | undefined => address?.replace(/\/+$/, '');
const OPENID = 'openid profile email';

/** `key`: the word that tells this provider from others, `OKTA`; null for the one without. */
function oidc(values: Settings, prefix: string, key: string | null): Provider[] {
  return providerOf({
    ...{ prefix, values, kind: 'oidc' as ProviderKind, needs: ['ISSUER'] },
    id: key === null ? 'oidc' : `oidc-${key.toLowerCase()}`,
    name: values.AUTH_OIDC_NAME ?? (key === null ? 'Single sign-on' : key),
    // Compared letter for letter with what the provider says of itself, a slash at its end included.
    issuer: values.AUTH_OIDC_ISSUER,
    scope: values.AUTH_OIDC_SCOPE ?? OPENID,
    groupsClaim: values.AUTH_OIDC_GROUPS ?? 'groups',
    trustsEmail: values.AUTH_OIDC_TRUST_EMAIL === 'true',
  });
}

function github(values: Settings): Provider[] {
  const groups = values.AUTH_GITHUB_GROUPS === 'true';
  return providerOf({
    ...{ prefix: 'AUTH_GITHUB', values, kind: 'github', id: 'github', name: 'GitHub', needs: [], trustsEmail: false },
    issuer: withoutSlash(values.AUTH_GITHUB_URL) ?? 'https://github.com',
    scope: groups ? 'read:user user:email read:org' : 'read:user user:email',
    groupsClaim: groups ? 'groups' : null,
  });
}

function others(values: Settings): Provider[] {
  const plain = { scope: OPENID, trustsEmail: false, needs: [], values };
  return [
    ...providerOf({
      ...{ ...plain, prefix: 'AUTH_GITLAB', kind: 'gitlab', id: 'gitlab', name: 'GitLab', groupsClaim: 'groups' },
      issuer: withoutSlash(values.AUTH_GITLAB_URL) ?? 'https://gitlab.com',
    }),
    ...providerOf({
      ...{ ...plain, prefix: 'AUTH_GOOGLE', kind: 'google', id: 'google', name: 'Google', groupsClaim: null },
      issuer: 'https://accounts.google.com',
    }),
    ...providerOf({
      ...{ ...plain, prefix: 'AUTH_ENTRA', kind: 'entra', id: 'entra', name: 'Microsoft', needs: ['TENANT'] },
      issuer: `${ENTRA}/${values.AUTH_ENTRA_TENANT ?? ''}/v2.0`,
      groupsClaim: values.AUTH_ENTRA_GROUPS ?? 'groups',
      trustsEmail: values.AUTH_ENTRA_TRUST_EMAIL === 'true',
    }),
  ];
}

/** The variables of one provider under the names of `AUTH_OIDC_…`. */
function renamed(source: Source, key: string): Source {
  const entries = Object.entries(source).flatMap(([name, value]) => {
    const match = NAMED.exec(name);
    return match?.[1] === key ? [[`AUTH_OIDC_${match[2]}`, value] as const] : [];
  });
  return Object.fromEntries(entries);
}

function read(source: Source, named: string, problems: EnvProblem[]): Settings {
  const result = schema.safeParse(source);
  if (result.success) return result.data;
  const rename = (name: string) => name.replace('AUTH_OIDC_', named);
  problems.push(...result.error.issues.map((i) => ({ path: rename(i.path.join('.')), message: i.message })));
  return {};
}

/**
 * The sign-in providers of the environment, and what is wrong with variables. One that lacks a variable is no problem
 * here: it is not offered, and says what it lacks, so that all other ways to sign in go on.
 */
export function readProviders(source: Source): { providers: Provider[]; problems: EnvProblem[] } {
  const problems: EnvProblem[] = [];
  const own = Object.keys(source).filter((name) => OWN.test(name));
  const keys = [...new Set(own.flatMap((name) => (name in schema.shape ? [] : (NAMED.exec(name)?.[1] ?? []))))].sort();
  const unknown = own.filter((name) => !(name in schema.shape) && !NAMED.test(name));
  problems.push(...unknown.map((path) => ({ path, message: 'is no setting of a sign-in provider' })));
  const values = read(source, 'AUTH_OIDC_', problems);
  const named = keys.flatMap((key) => {
    const prefix = `AUTH_OIDC_${key}`;
    return oidc(read(renamed(source, key), `${prefix}_`, problems), 'AUTH_OIDC', key).map((provider) => ({
      ...provider,
      missing: provider.missing.map((name) => name.replace('AUTH_OIDC', prefix)),
    }));
  });
  const providers = [...oidc(values, 'AUTH_OIDC', null), ...named, ...github(values), ...others(values)];
  return { providers, problems };
}
