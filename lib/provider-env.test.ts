import { describe, expect, it } from 'vitest';
import { readProviders } from './provider-env.ts';

const idsOf = (source: Record<string, string>) => readProviders(source).providers.map(({ id }) => id);
const pathsOf = (source: Record<string, string>) => readProviders(source).problems.map(({ path }) => path);

const OKTA = {
  AUTH_OIDC_OKTA_ISSUER: 'https://acme.okta.com',
  AUTH_OIDC_OKTA_ID: 'id',
  AUTH_OIDC_OKTA_SECRET: 'secret',
  AUTH_OIDC_OKTA_NAME: 'Okta',
};

describe('sign-in providers of the environment', () => {
  it('are none without variables, and several at once', () => {
    expect(idsOf({})).toEqual([]);
    const all = {
      ...OKTA,
      AUTH_OIDC_ID: 'x',
      AUTH_GITHUB_ID: 'x',
      AUTH_GITLAB_ID: 'x',
      AUTH_GOOGLE_ID: 'x',
      AUTH_ENTRA_ID: 'x',
    };
    expect(idsOf(all)).toEqual(['oidc', 'oidc-okta', 'github', 'gitlab', 'google', 'entra']);
  });

  it('have what their variables say', () => {
    expect(
      readProviders({ ...OKTA, AUTH_OIDC_OKTA_GROUPS: 'realm_access.roles', AUTH_OIDC_OKTA_TRUST_EMAIL: 'true' }),
    ).toEqual({
      problems: [],
      providers: [
        {
          ...{ id: 'oidc-okta', kind: 'oidc', name: 'Okta', issuer: 'https://acme.okta.com', clientId: 'id' },
          ...{ clientSecret: 'secret', scope: 'openid profile email', groupsClaim: 'realm_access.roles' },
          ...{ trustsEmail: true, missing: [] },
        },
      ],
    });
    const github = { AUTH_GITHUB_ID: 'a', AUTH_GITHUB_SECRET: 'b' };
    const [plain] = readProviders(github).providers;
    expect(plain).toMatchObject({ issuer: 'https://github.com', groupsClaim: null, scope: 'read:user user:email' });
    const [own] = readProviders({
      ...github,
      AUTH_GITHUB_URL: 'https://git.acme.example/',
      AUTH_GITHUB_GROUPS: 'true',
    }).providers;
    expect(own).toMatchObject({ issuer: 'https://git.acme.example', groupsClaim: 'groups' });
    expect(own?.scope).toContain('read:org');
  });

  it('say what they lack instead of ending the start', () => {
    const { providers, problems } = readProviders({ AUTH_OIDC_OKTA_NAME: 'Okta', AUTH_ENTRA_SECRET: 's' });
    expect(problems).toEqual([]);
    expect(providers.map(({ missing }) => missing)).toEqual([
      ['AUTH_OIDC_OKTA_ID', 'AUTH_OIDC_OKTA_SECRET', 'AUTH_OIDC_OKTA_ISSUER'],
      ['AUTH_ENTRA_ID', 'AUTH_ENTRA_TENANT'],
    ]);
  });

  it('are refused where a variable is wrong or misspelt', () => {
    expect(pathsOf({ AUTH_OIDC_ISUER: 'https://x.example' })).toEqual(['AUTH_OIDC_ISUER']);
    expect(pathsOf({ AUTH_GITHUB_TOKEN: 'x', AUTH_OTHER_ID: 'x', AUTH_SECRET: 'x' })).toEqual(['AUTH_GITHUB_TOKEN']);
    for (const issuer of [
      'http://id.example.com',
      'https://id.example.com/?a=b',
      'https://u:p@id.example.com',
      'id.example.com',
      'javascript:alert(1)',
    ]) {
      expect(pathsOf({ ...OKTA, AUTH_OIDC_OKTA_ISSUER: issuer })).toEqual(['AUTH_OIDC_OKTA_ISSUER']);
    }
    expect(pathsOf({ AUTH_OIDC_ISSUER: 'http://127.0.0.1:4000' })).toEqual([]);
    expect(pathsOf({ AUTH_ENTRA_TENANT: 'acme.com', AUTH_OIDC_TRUST_EMAIL: 'yes' }).sort()).toEqual([
      'AUTH_ENTRA_TENANT',
      'AUTH_OIDC_TRUST_EMAIL',
    ]);
  });
});
