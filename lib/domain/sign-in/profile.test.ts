import { describe, expect, it } from 'vitest';
import { groupsAt, mergeClaims, plainEmail, profileOfClaims, profileOfGithub } from './profile.ts';
import type { Provider } from './provider.ts';

const provider: Provider = {
  ...{ id: 'oidc', kind: 'oidc', name: 'SSO', issuer: 'https://id.example.com', clientId: 'x', clientSecret: 'y' },
  ...{ scope: 'openid', groupsClaim: 'groups', trustsEmail: false, missing: [] },
};
const claims = { iss: 'https://id.example.com', sub: '7', email: 'Ada@Example.com', email_verified: true, name: 'Ada' };
const TENANT = '72f988bf-86f1-41af-91ab-2d7cd011db47';
const entra: Provider = {
  ...provider,
  ...{ id: 'entra', kind: 'entra', issuer: 'https://login.microsoftonline.com/organizations/v2.0' },
};

describe('the profile that claims give', () => {
  it('is (issuer, subject), with address, name and groups', () => {
    expect(profileOfClaims(provider, { ...claims, groups: ['dev', 'dev', 'ops'] })).toEqual({
      ...{ issuer: 'https://id.example.com', subject: '7', email: 'ada@example.com', emailVerified: true, name: 'Ada' },
      groups: ['dev', 'ops'],
    });
  });

  it('is none of another issuer, or without a usable subject', () => {
    for (const change of [
      { iss: 'https://evil.example' },
      { iss: undefined },
      { sub: '' },
      { sub: 7 },
      { sub: 'x'.repeat(256) },
      { sub: 'a\0' },
    ]) {
      expect(profileOfClaims(provider, { ...claims, ...change })).toBeNull();
    }
  });

  it('has an address that is verified only where the provider says so, or is trusted', () => {
    const verified = (p: Provider, change: object) => profileOfClaims(p, { ...claims, ...change })?.emailVerified;
    for (const email_verified of [undefined, false, 'false', null, 'yes', 0, {}]) {
      expect(verified(provider, { email_verified })).toBe(false);
    }
    expect(verified({ ...provider, trustsEmail: true }, { email_verified: undefined })).toBe(true);
    expect(verified({ ...provider, trustsEmail: true }, { email: undefined })).toBe(false);
  });

  it('has no address that is quoted, has other letters or several lines', () => {
    for (const email of [
      '"ada"@example.com',
      'аda@example.com',
      'ada@example.com\r\nx',
      'ada@exаmple.com',
      'ada',
      'a@b@c.de',
      'ada@-x',
      7,
    ]) {
      expect(plainEmail(email)).toBeNull();
    }
    expect(plainEmail('Ada.L+x@Example.COM')).toBe('ada.l+x@example.com');
  });

  it('has a name without line breaks and marks that turn the writing', () => {
    expect(profileOfClaims(provider, { ...claims, name: 'A\r\nd\u202ea'.padEnd(300, 'x') })?.name).toBe(
      'Ada'.padEnd(100, 'x'),
    );
    expect(profileOfClaims(provider, { iss: claims.iss, sub: '7' })?.name).toBe('No name');
  });

  it('of Entra belongs to the tenant that the token names, where many are let in', () => {
    const iss = `https://login.microsoftonline.com/${TENANT}/v2.0`;
    expect(profileOfClaims(entra, { ...claims, iss, tid: TENANT })?.issuer).toBe(iss);
    for (const tid of [undefined, 'x', '{tenantid}', '00000000-0000-0000-0000-000000000000']) {
      expect(profileOfClaims(entra, { ...claims, iss, tid })).toBeNull();
    }
    expect(
      profileOfClaims(entra, { ...claims, iss: 'https://login.microsoftonline.com/{tenantid}/v2.0' }),
    ).not.toBeNull();
  });

  it('does not know groups that are left out because there are too many', () => {
    expect(
      profileOfClaims(entra, {
        ...claims,
        iss: `https://login.microsoftonline.com/${TENANT}/v2.0`,
        tid: TENANT,
        _claim_names: { groups: 'src1' },
      })?.groups,
    ).toBeNull();
  });
});

describe('groups', () => {
  it('are found by name, by path, and by a name with dots; inherited things are none', () => {
    expect(groupsAt({ realm_access: { roles: ['a'] } }, 'realm_access.roles')).toEqual(['a']);
    expect(groupsAt({ 'https://x.example/groups': ['b'] }, 'https://x.example/groups')).toEqual(['b']);
    expect(groupsAt({ roles: 'one' }, 'roles')).toEqual(['one']);
    expect(groupsAt({ a: {} }, 'a.constructor.name')).toEqual([]);
    expect(groupsAt({ groups: [1, null, { x: 1 }, 'x'.repeat(256), 'ok'] }, 'groups')).toEqual(['ok']);
    expect(groupsAt({ groups: ['x'] }, null)).toEqual([]);
  });
});

describe('claims of the userinfo endpoint', () => {
  it('add to those of the token and never replace them', () => {
    expect(mergeClaims({ sub: '1', iss: 'i' }, { sub: '1', iss: 'j', groups: ['g'] })).toMatchObject({
      ...{ sub: '1', iss: 'i', groups: ['g'] },
    });
  });

  it('are refused when they tell of somebody else', () => {
    expect(() => mergeClaims({ sub: '1' }, { sub: '2' })).toThrow(/somebody else/);
    expect(() => mergeClaims({ sub: '1' }, {})).toThrow(/somebody else/);
  });

  it('do not vouch for another address than their own', () => {
    const verified = (token: object, userinfo: object) => mergeClaims({ ...token }, { ...userinfo }).email_verified;
    expect(verified({ email: 'a@x.de' }, { email: 'b@x.de', email_verified: true })).toBeUndefined();
    expect(verified({ email: 'a@x.de' }, { email: 'a@x.de', email_verified: true })).toBe(true);
    expect(verified({}, { email: 'b@x.de', email_verified: true })).toBe(true);
    expect(verified({ email: 'a@x.de', email_verified: false }, { email: 'a@x.de', email_verified: true })).toBe(false);
  });
});

describe('the profile that GitHub gives', () => {
  const github: Provider = { ...provider, kind: 'github', issuer: 'https://github.com' };
  const emails = [
    { email: 'old@example.com', primary: false, verified: true },
    { email: 'Ada@Example.com', primary: true, verified: true },
  ];

  it('is the number of the person, with the primary address if it is verified', () => {
    expect(
      profileOfGithub(github, {
        user: { id: 42, login: 'ada', name: null, email: 'public@example.com' },
        emails,
        groups: ['acme'],
      }),
    ).toEqual({
      ...{ issuer: 'https://github.com', subject: '42', email: 'ada@example.com', emailVerified: true, name: 'ada' },
      groups: ['acme'],
    });
    const unverified = [{ email: 'ada@example.com', primary: true, verified: false }];
    expect(profileOfGithub(github, { user: { id: 42 }, emails: unverified, groups: null })).toMatchObject({
      email: null,
      emailVerified: false,
    });
    for (const id of ['42', 0, 1.5, undefined])
      expect(profileOfGithub(github, { user: { id }, emails: null, groups: [] })).toBeNull();
  });
});
