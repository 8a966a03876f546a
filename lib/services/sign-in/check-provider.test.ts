import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readEnv } from '#lib/env.ts';
import { CLIENT, type PuppetProvider, startPuppetProvider } from '../../../fixtures/puppet-provider.ts';
import { checkProvider } from './check-provider.ts';

let puppet: PuppetProvider;

beforeAll(async () => {
  puppet = await startPuppetProvider();
});
beforeEach(() => {
  puppet.answers.clear();
  puppet.ahead = 0;
});
afterAll(() => puppet.close());

async function stateOf(variables: Record<string, string> = {}): Promise<string> {
  const source = {
    AUTH_OIDC_ISSUER: puppet.issuer,
    AUTH_OIDC_ID: CLIENT.id,
    AUTH_OIDC_SECRET: CLIENT.secret,
    ...variables,
  };
  const [provider] = readEnv(source).providers;
  if (provider === undefined) throw new Error('there is no provider');
  const state = await checkProvider(provider, 'https://plumbline.test', new Date());
  return state.working ? `working, ${state.algorithm}, ${state.clientAuth}` : state.reason;
}

const description = (change: Record<string, unknown>) => ({
  ...{ issuer: puppet.issuer, authorization_endpoint: `${puppet.issuer}/authorize` },
  ...{ token_endpoint: `${puppet.issuer}/token`, jwks_uri: `${puppet.issuer}/jwks` },
  ...change,
});
const describes = (change: Record<string, unknown>) =>
  puppet.answers.set('/.well-known/openid-configuration', () => [200, JSON.stringify(description(change))]);

describe('a sign-in provider', () => {
  it('works when it describes itself, has keys and knows the client', async () => {
    expect(await stateOf()).toBe('working, RS256, client_secret_basic');
  });

  it('does not without its variables, and asks nobody then', async () => {
    puppet.asked = [];
    expect(await stateOf({ AUTH_OIDC_SECRET: '', AUTH_OIDC_ID: '' })).toBe('Not set: AUTH_OIDC_ID, AUTH_OIDC_SECRET.');
    expect(puppet.asked).toEqual([]);
  });

  it('does not with a wrong secret or an unknown client', async () => {
    expect(await stateOf({ AUTH_OIDC_SECRET: 'another' })).toMatch(/does not know this client, or the secret is wrong/);
    expect(await stateOf({ AUTH_OIDC_ID: 'another' })).toMatch(/does not know this client/);
  });

  it('does not when it names another issuer, even one that differs by a slash', async () => {
    describes({ issuer: 'https://evil.example' });
    expect(await stateOf()).toBe(
      `The provider names itself https://evil.example, and not ${puppet.issuer} as configured.`,
    );
    describes({ issuer: `${puppet.issuer}/` });
    expect(await stateOf()).toMatch(/names itself/);
  });

  it('does not when its description or its keys are garbage, missing or without end', async () => {
    for (const body of ['<html>', '[]', '{}', '{"issuer":7}', `{"issuer":"${'x'.repeat(2 * 1024 * 1024)}"}`]) {
      puppet.answers.set('/.well-known/openid-configuration', () => [200, body]);
      expect(await stateOf()).toMatch(/is not the description of an OpenID provider|larger than 1 MiB/);
    }
    puppet.answers.clear();
    for (const body of ['', '{"keys":[]}', '{"keys":[{}]}', 'null']) {
      puppet.answers.set('/jwks', () => [200, body]);
      expect(await stateOf()).toMatch(/The keys of the provider .* cannot be read/);
    }
  });

  it('does not when it answers for tokens with nonsense, redirects, or is down', async () => {
    puppet.answers.set('/token', () => [500, 'oops']);
    expect(await stateOf()).toMatch(/answers nonsense, with status 500/);
    puppet.answers.set('/token', () => [302, '']);
    expect(await stateOf()).not.toMatch(/^working/);
    expect(await stateOf({ AUTH_OIDC_ISSUER: 'http://127.0.0.1:9' })).toMatch(/cannot be read: .*/);
  });

  it('does not when it signs with nothing that can be checked', async () => {
    describes({ id_token_signing_alg_values_supported: ['none', 'HS256'] });
    expect(await stateOf()).toBe('The provider signs with no algorithm that can be checked.');
  });

  it('is spoken to as it wants to be', async () => {
    describes({
      id_token_signing_alg_values_supported: ['HS256', 'ES256'],
      token_endpoint_auth_methods_supported: ['client_secret_post'],
    });
    puppet.answers.set('/token', ({ form, authorization }) => {
      const isKnown = form.get('client_secret') === CLIENT.secret && authorization === '';
      return [400, JSON.stringify({ error: isKnown ? 'invalid_grant' : 'invalid_client' })];
    });
    expect(await stateOf()).toBe('working, ES256, client_secret_post');
  });

  it('does not when its clock is minutes away, and works when it is seconds', async () => {
    puppet.ahead = 90;
    expect(await stateOf()).toMatch(/The clock here and the provider’s differ by (89|90|91) seconds/);
    puppet.ahead = -90;
    expect(await stateOf()).toMatch(/differ by/);
    puppet.ahead = 20;
    expect(await stateOf()).toMatch(/^working/);
  });
});
