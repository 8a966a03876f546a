import { z } from 'zod';
import { discoveryUrl, isIssuer, type Provider } from '#lib/domain/sign-in/provider.ts';
import { messageOf } from '#lib/errors.ts';
import { fetchJson, type ProviderAnswer } from './fetch-json.ts';

/** Whether people can sign in with a provider; `reason`: why not, in a sentence for an administrator. */
export type ProviderState = ({ working: true } & ProviderManner) | { working: false; reason: string };

/** How to speak with a provider that works. */
export interface ProviderManner {
  /** Of the signatures of its ID tokens. */
  algorithm: string;
  /** How it wants to be shown the secret. */
  clientAuth: 'client_secret_basic' | 'client_secret_post';
}

/** What an OpenID provider must say of itself. */
const metadata = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  userinfo_endpoint: z.url().optional(),
  id_token_signing_alg_values_supported: z.array(z.string()).default(['RS256']),
  token_endpoint_auth_methods_supported: z.array(z.string()).default(['client_secret_basic']),
});
type Metadata = z.output<typeof metadata>;

/** Of signatures; those of symmetric keys and `none` are not among them. The first that the provider has is used. */
const ALGORITHMS = ['RS256', 'ES256', 'PS256', 'RS384', 'RS512', 'ES384', 'ES512', 'PS384', 'PS512', 'EdDSA'];
/** Milliseconds; tokens are valid for minutes, and ten seconds of difference are allowed for. */
const MOST_SKEW = 60_000;

const keySet = z.object({ keys: z.array(z.object({ kty: z.string() })).min(1) });
const refusal = z.object({ error: z.string() });

class Broken extends Error {}

async function ask(what: string, url: string, init?: RequestInit): Promise<ProviderAnswer> {
  return fetchJson(url, init).catch((error) => {
    throw new Broken(`${what} (${url}) cannot be read: ${messageOf(error)}.`);
  });
}

interface Described extends ProviderManner {
  found: Metadata;
}

async function describe(provider: Provider): Promise<Described> {
  const url = discoveryUrl(provider);
  const answer = await ask('The description of the provider', url);
  const found = metadata.safeParse(answer.body);
  if (answer.status !== 200 || !found.success) {
    throw new Broken(`${url} is not the description of an OpenID provider (status ${answer.status}).`);
  }
  const { issuer, id_token_signing_alg_values_supported: known } = found.data;
  if (!isIssuer(provider, issuer)) {
    throw new Broken(`The provider names itself ${issuer.slice(0, 200)}, and not ${provider.issuer} as configured.`);
  }
  const algorithm = ALGORITHMS.find((name) => known.includes(name));
  if (algorithm === undefined) throw new Broken('The provider signs with no algorithm that can be checked.');
  const basic = found.data.token_endpoint_auth_methods_supported.includes('client_secret_basic');
  return { found: found.data, algorithm, clientAuth: basic ? 'client_secret_basic' : 'client_secret_post' };
}

async function readKeys({ jwks_uri: url }: Metadata): Promise<void> {
  const { status, body } = await ask('The keys of the provider', url);
  if (status !== 200 || !keySet.safeParse(body).success) {
    throw new Broken(`The keys of the provider (${url}) cannot be read (status ${status}).`);
  }
}

/** A code that cannot exist: a provider that knows the client refuses the code, one that does not refuses the client. */
function trial({ clientId, clientSecret }: Provider, { clientAuth }: ProviderManner, callback: string): RequestInit {
  const form = {
    grant_type: 'authorization_code',
    code: 'check',
    redirect_uri: callback,
    code_verifier: 'c'.repeat(43),
  };
  if (clientAuth === 'client_secret_post') {
    const fields = { ...form, client_id: clientId, client_secret: clientSecret };
    return { method: 'POST', body: new URLSearchParams(fields) };
  }
  const pair = [clientId, clientSecret].map(encodeURIComponent).join(':');
  const headers = { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
  return { method: 'POST', headers, body: new URLSearchParams(form) };
}

const CLIENT_REFUSED = ['invalid_client', 'unauthorized_client', 'incorrect_client_credentials'];

async function tryClient(url: string, init: RequestInit, now: Date): Promise<void> {
  const { status, body, clock } = await ask('The address for tokens', url, init);
  const error = refusal.safeParse(body).data?.error;
  if (status === 404 || (error !== undefined && CLIENT_REFUSED.includes(error))) {
    throw new Broken('The provider does not know this client, or the secret is wrong.');
  }
  if (error === undefined) throw new Broken(`The address for tokens (${url}) answers nonsense, with status ${status}.`);
  const skew = clock === null ? 0 : Math.abs(clock - now.getTime());
  if (skew > MOST_SKEW) {
    throw new Broken(`The clock here and the provider’s differ by ${Math.round(skew / 1000)} seconds. Set the clock.`);
  }
}

/** Asks the provider whether signing in with it can work. `publicUrl`: address of this installation. */
export async function checkProvider(provider: Provider, publicUrl: string, now: Date): Promise<ProviderState> {
  try {
    if (provider.missing.length > 0) throw new Broken(`Not set: ${provider.missing.join(', ')}.`);
    const callback = `${publicUrl}/api/auth/callback/${provider.id}`;
    if (provider.kind === 'github') {
      const manner = { algorithm: 'RS256', clientAuth: 'client_secret_basic' } as const;
      await tryClient(`${provider.issuer}/login/oauth/access_token`, trial(provider, manner, callback), now);
      return { working: true, ...manner };
    }
    const { found, ...manner } = await describe(provider);
    await readKeys(found);
    await tryClient(found.token_endpoint, trial(provider, manner, callback), now);
    return { working: true, ...manner };
  } catch (error) {
    if (error instanceof Broken) return { working: false, reason: error.message };
    throw error;
  }
}
