import { describe, expect, it } from 'vitest';
import { admits } from './admits.ts';
import { claimsOf } from './claims.ts';
import type { TrustPolicy } from './trust-policy.ts';

const repository = {
  name: 'acme/app',
  number: '11',
  ownerNumber: '1',
  visibility: 'private',
  subjectClaims: 'default' as const,
};
const workflow = '.github/workflows/ci.yml';
const main = { ref: 'refs/heads/main', environment: null, workflow };
const onMain = claimsOf(repository, main, false);
const inProd = claimsOf(repository, { ...main, environment: 'prod' }, false);
const KEY = 'token.actions.githubusercontent.com';
const aws = (...conditions: Record<string, Record<string, string[]>>[]): TrustPolicy => ({
  cloud: 'aws',
  statements: conditions.map((each) => ({ effect: 'Allow', conditions: each })),
});
const azure = (part: { subject?: string; expression?: string }): TrustPolicy => ({
  cloud: 'azure',
  credentials: [
    {
      id: 'c',
      issuer: 'https://token.actions.githubusercontent.com',
      audiences: [],
      subject: null,
      expression: null,
      ...part,
    },
  ],
});
const vault = (part: object): TrustPolicy => ({
  ...{ cloud: 'vault', boundSubject: null, boundAudiences: [], boundClaims: {}, boundClaimsType: 'string' },
  ...part,
});

describe('subjects', () => {
  it('name repositories, or their numbers', () => {
    expect(onMain.sub).toBe('repo:acme/app:ref:refs/heads/main');
    expect(claimsOf(repository, main, true).sub).toBe('repo:acme@1/app@11:ref:refs/heads/main');
    expect(inProd.sub).toBe('repo:acme/app:environment:prod');
    expect(claimsOf(repository, { ...main, ref: null }, false).sub).toBe('repo:acme/app:pull_request');
    expect(claimsOf({ ...repository, number: null }, main, true).sub).toBeNull();
  });
});

describe('AWS', () => {
  const sub = (value: string) => ({ [`${KEY}:sub`]: [value] });
  const cases: [string, TrustPolicy, boolean | null][] = [
    ['a star in StringEquals is a star: the trust is dead', aws({ StringEquals: sub('repo:acme/*') }), false],
    ['a star in StringLike goes over slashes and colons', aws({ StringLike: sub('repo:acme*main') }), true],
    ['case matters', aws({ StringLike: sub('repo:Acme/*') }), false],
    ['unless it is said not to', aws({ StringEqualsIgnoreCase: sub('REPO:acme/app:ref:refs/heads/main') }), true],
    [
      'operators and keys must all hold',
      aws({ StringLike: sub('repo:acme/*'), StringEquals: { [`${KEY}:ref`]: ['refs/heads/other'] } }),
      false,
    ],
    ['of values one must', aws({ StringLike: { [`${KEY}:sub`]: ['x', 'repo:acme/*'] } }), true],
    ['of statements one must', aws({ StringLike: sub('x') }, { StringLike: sub('repo:*') }), true],
    ['a missing claim fails', aws({ StringEquals: { [`${KEY}:environment`]: ['prod'] } }), false],
    ['a missing claim holds with IfExists', aws({ StringEqualsIfExists: { [`${KEY}:environment`]: ['prod'] } }), true],
    [
      'a missing claim holds with ForAllValues',
      aws({ 'ForAllValues:StringEquals': { [`${KEY}:environment`]: ['prod'] } }),
      true,
    ],
    [
      'a missing claim fails with ForAnyValue',
      aws({ 'ForAnyValue:StringEquals': { [`${KEY}:environment`]: ['prod'] } }),
      false,
    ],
    ['a missing claim is not another', aws({ StringNotEquals: { [`${KEY}:environment`]: ['prod'] } }), true],
    ['Null asks whether there is one', aws({ Null: { [`${KEY}:environment`]: ['false'] } }), false],
    ['a claim that nobody knows is unknown', aws({ StringEquals: { [`${KEY}:actor`]: ['ada'] } }), null],
    [
      'an address is not in the token',
      aws({ IpAddress: { 'aws:SourceIp': ['10.0.0.0/8'] }, StringLike: sub('repo:*') }),
      null,
    ],
    [
      'what is false stays false beside what is unknown',
      aws({ IpAddress: { 'aws:SourceIp': ['10.0.0.0/8'] }, StringLike: sub('x') }),
      false,
    ],
    ['an audience is chosen by who asks', aws({ StringEquals: { [`${KEY}:aud`]: ['sts.amazonaws.com'] } }), true],
  ];
  it.each(cases)('%s', (_, trust, expected) => {
    expect(admits(trust, onMain)).toBe(expected);
  });

  it('a statement that denies outweighs', () => {
    const allow = { effect: 'Allow' as const, conditions: { StringLike: sub('repo:*') } };
    const deny = { effect: 'Deny' as const, conditions: { StringLike: sub('repo:acme/*') } };
    expect(admits({ cloud: 'aws', statements: [allow, deny] }, onMain)).toBe(false);
    expect(
      admits({ cloud: 'aws', statements: [allow, { ...deny, conditions: { StringLike: sub('x') } }] }, onMain),
    ).toBe(true);
  });
});

describe('Azure', () => {
  it('exact subjects, and expressions', () => {
    expect(admits(azure({ subject: 'repo:acme/app:environment:prod' }), inProd)).toBe(true);
    expect(admits(azure({ subject: 'repo:acme/app:*' }), inProd)).toBe(false);
    expect(admits(azure({ expression: "claims['sub'] matches 'repo:acme/app:*'" }), inProd)).toBe(true);
    expect(
      admits(
        azure({ expression: "claims['sub'] matches 'repo:acme/app:*' and claims['environment'] eq 'dev and prod'" }),
        inProd,
      ),
    ).toBe(false);
    expect(
      admits(
        azure({ expression: "claims['sub'] matches 'repo:acme/app:*' and claims['environment'] eq 'prod'" }),
        inProd,
      ),
    ).toBe(true);
    expect(admits(azure({ expression: "claims['sub'] startsWith 'repo:'" }), inProd)).toBeNull();
  });
});

describe('Vault', () => {
  it('binds nothing, exact values, or patterns where the type says so', () => {
    expect(admits(vault({}), onMain)).toBe(true);
    expect(admits(vault({ boundSubject: 'repo:acme/app:ref:refs/heads/main' }), onMain)).toBe(true);
    const claims = (ref: string, type: string) =>
      vault({ boundClaims: { ref: [ref], repository: ['acme/app'] }, boundClaimsType: type });
    expect(admits(claims('refs/heads/*', 'string'), onMain)).toBe(false);
    expect(admits(claims('refs/*', 'glob'), onMain)).toBe(true);
    expect(admits(claims('refs/heads/mai?', 'glob'), onMain)).toBe(false);
    expect(admits(vault({ boundClaims: { environment: ['prod'] } }), onMain)).toBe(false);
  });
});
