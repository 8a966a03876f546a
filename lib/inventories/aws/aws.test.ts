import { describe, expect, it } from 'vitest';
import { PRIVILEGE_RULES } from '#lib/domain/privilege/all-rules.ts';
import { judgeInventory } from '#lib/domain/privilege/judge.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { changed, type TestInventory } from '../github/testing.ts';
import { exportOf, rulesOf } from '../testing.ts';
import { aws } from './read.ts';
import { AWS_SECTIONS } from './sections.ts';
import { CREDENTIAL_REPORT, soundAccount, trusting } from './testing.ts';

const read = (document: TestInventory) => aws.read(sourceFromBytes(JSON.stringify(document)));
const rules = async (document: TestInventory) => rulesOf(judgeInventory((await read(document)).inventory));

const HOST = 'token.actions.githubusercontent.com';
const AUD = { [`${HOST}:aud`]: 'sts.amazonaws.com' };
const TRUST = 'sections.authorization_details.data.RoleDetailList[0].AssumeRolePolicyDocument';
const USER = (index: number, rest: string) => `sections.authorization_details.data.UserDetailList[${index}].${rest}`;
const SECRET = (rest: string) => `sections.secrets.data.SecretList[0].${rest}`;
const report = (from: string | RegExp, to: string): string => CREDENTIAL_REPORT.replace(from, to);
const REPORT = 'sections.credential_report.data';
const sub = (...values: string[]) => trusting({ StringEquals: AUD, StringLike: { [`${HOST}:sub`]: values } });

const CASES: readonly [what: string, path: string, value: unknown, fails: string[], unknown?: string[]][] = [
  [
    'root without a second factor',
    REPORT,
    report('2019-02-01T00:00:00Z,true', '2019-02-01T00:00:00Z,false'),
    ['owner-without-two-factor'],
  ],
  [
    'an administrator without one',
    REPORT,
    report(/(rosa.*),true,false,N/, '$1,false,false,N'),
    ['owner-without-two-factor'],
  ],
  [
    'another user without one',
    REPORT,
    report(/(ines.*),true,false,N/, '$1,false,false,N'),
    ['console-without-two-factor'],
  ],
  ['an administrator who is not seen', REPORT, report(/(rosa.*true,)2026-03-01/, '$12025-10-01'), ['unused-owner']],
  ['a user who is not seen', REPORT, report(/(ines.*true,)2026-03-01/, '$12025-10-01'), []],
  ['an old key', REPORT, report('2026-01-10', '2025-11-10'), ['access-key-old']],
  [
    'a key that nobody uses',
    REPORT,
    report('2026-01-10T00:00:00Z,2026-03-01T00:00:00Z', '2026-01-10T00:00:00Z,2025-11-01T00:00:00Z'),
    ['token-unused'],
  ],
  ['an old key that is switched off', REPORT, report('false,true,2026-01-10', 'false,false,2020-01-10'), []],
  [
    "rights by a policy of one's own",
    USER(1, 'UserPolicyList'),
    [{ PolicyName: 'p', PolicyDocument: { Statement: { Effect: 'Allow', Action: 'iam:*', Resource: '*' } } }],
    [],
  ],
  ['a role open to an owner', TRUST, sub('repo:acme/*'), ['cloud-trust-wide']],
  ['a role open to everybody', TRUST, trusting({ StringEquals: AUD }), ['cloud-trust-wide']],
  ['a role open to every branch', TRUST, sub('repo:acme/web:*'), ['cloud-trust-wide']],
  ['a role open to pull requests', TRUST, sub('repo:acme/web:pull_request'), ['cloud-trust-wide']],
  ['one wide subject of two', TRUST, sub('repo:acme/web:ref:refs/heads/main', 'repo:acme/*'), ['cloud-trust-wide']],
  [
    'a role without an audience',
    TRUST,
    trusting({ StringEquals: { [`${HOST}:sub`]: 'repo:acme/web:ref:refs/heads/main' } }),
    ['cloud-trust-wide'],
  ],
  ['a star that is no wildcard', TRUST, trusting({ StringEquals: { ...AUD, [`${HOST}:sub`]: 'repo:acme/*' } }), []],
  [
    'a wide subject beside a repository and an environment',
    TRUST,
    trusting({
      StringEquals: { ...AUD, [`${HOST}:repository_id`]: '7', [`${HOST}:environment`]: 'production' },
      StringLike: { [`${HOST}:sub`]: 'repo:acme/*' },
    }),
    [],
  ],
  [
    'a role open to every account',
    TRUST,
    { Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }] },
    ['cloud-trust-wide'],
  ],
  [
    'a role of a service',
    TRUST,
    { Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
    [],
  ],
  [
    'a wide trust with something denied',
    TRUST,
    { Statement: [sub('repo:acme/*').Statement, { Effect: 'Deny', Principal: '*', Action: 'sts:*' }].flat() },
    [],
    ['cloud-trust-wide'],
  ],
  ['a trust that cannot be read', TRUST, '%7B', [], ['cloud-trust-wide', 'owner-without-two-factor', 'unused-owner']],
  ['a secret that is old', SECRET('LastChangedDate'), '2025-11-01T00:00:00Z', ['secret-not-rotated']],
  [
    'an old secret of a service',
    'sections.secrets.data.SecretList[0]',
    {
      ARN: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds',
      Name: 'rds',
      OwningService: 'rds',
      CreatedDate: '2020-01-01T00:00:00Z',
      LastAccessedDate: '2026-03-01T00:00:00Z',
    },
    [],
  ],
  ['a secret that nothing renews', SECRET('RotationEnabled'), undefined, ['secret-rotation-off']],
  ['a secret that nobody reads', SECRET('LastAccessedDate'), '2025-08-01T00:00:00Z', ['secret-rotation-off']],
  ['a secret that nobody ever read', SECRET('LastAccessedDate'), undefined, ['secret-rotation-off']],
  ['a secret that is being deleted', 'sections.secrets.data.SecretList[0].DeletedDate', '2026-03-01T00:00:00Z', []],
];

describe('an AWS account', () => {
  it('passes every rule that speaks of AWS where all is right', async () => {
    const { pass, fail, unknown } = await rules(soundAccount());
    expect({ fail, unknown }).toEqual({ fail: [], unknown: [] });
    expect(pass).toEqual(PRIVILEGE_RULES.filter(({ needs }) => needs.aws !== undefined).map(({ id }) => id));
  });

  it.each(CASES)('%s', async (_what, path, value, fails, unknown = []) => {
    const found = await rules(changed(soundAccount(), path, value));
    expect({ fail: found.fail, unknown: found.unknown }).toEqual({ fail: fails, unknown });
  });

  it('knows rights of groups, of the version of a policy that counts, and what they are worth', async () => {
    const { inventory } = await read(soundAccount());
    const of = (name: string) =>
      inventory.grants
        .filter(({ principal }) => principal.endsWith(name))
        .map(({ permission, level }) => [permission, level]);
    expect(of('group/admins')).toEqual([['AdministratorAccess', 5]]);
    expect(of('role/deploy-production')).toEqual([['own', 3]]);
    expect(of('user/ines')).toEqual([['ReadOnlyAccess', 1]]);
    expect(inventory.resources.find(({ kind }) => kind === 'cloud_role')?.tags).toEqual({ env: 'production' });
    expect(inventory.controls.find(({ kind }) => kind === 'rotation')).toMatchObject({
      lastAt: new Date('2026-02-20T00:00:00Z'),
    });
  });

  it.each(Object.keys(AWS_SECTIONS))('knows nothing of what the section %s would say', async (section) => {
    for (const value of [{ status: 'failed', http: 403 }, undefined, null, { Error: { Code: 'AccessDenied' } }]) {
      const found = await rules(changed(soundAccount(), `sections.${section}`, value));
      expect(found.fail).toEqual([]);
      expect(found.unknown.length).toBeGreaterThan(0);
    }
  });

  it('does not take a page for all of it', async () => {
    const found = await read(changed(soundAccount(), 'sections.authorization_details.data.IsTruncated', true));
    expect(found.inventory.sections[1]).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('more pages'),
    });
  });

  it('leaves out rows whose cells are not what their columns say, and says which', async () => {
    const shifted = report('rosa,', 'rosa,x,').replace(/(ines),[^,]*,/, '$1,');
    const odd = shifted.replace('deploy,', 'deploy,,').replace(',false,N/A,N/A\n', ',false,N/A\n');
    const { skipped } = await read(changed(soundAccount(), REPORT, odd));
    expect(skipped.map(({ position, reason }) => `${position}: ${reason}`)).toEqual([
      'credential_report line 2: 11 cells, and the head has 12',
      'credential_report line 3: 13 cells, and the head has 12',
      'credential_report line 4: 11 cells, and the head has 12',
      'credential_report line 5: 13 cells, and the head has 12',
    ]);
    const moved = report(/rosa,([^,]*),([^,]*),/, 'rosa,$2,$1,');
    expect((await read(changed(soundAccount(), REPORT, moved))).skipped[0]?.reason).toBe('the column arn holds none');
  });

  it.each([
    [
      REPORT,
      CREDENTIAL_REPORT.replaceAll('123456789012', '210987654321'),
      'account 210987654321, and not 123456789012',
    ],
    [REPORT, 'name,email\na,b\n', 'no column user, arn'],
    [SECRET('ARN'), 'arn:aws:secretsmanager:eu-west-1:210987654321:secret:x', 'account 210987654321'],
    ['scope', 'acme', 'scope must be the number of an account'],
  ])('is refused with the reason: %s', async (path, value, words) => {
    await expect(read(changed(soundAccount(), path, value))).rejects.toThrow(words);
  });

  it('is read from what its command line writes, whatever the files are called', async () => {
    const { sections } = soundAccount() as unknown as { sections: Record<string, { data: unknown }> };
    const manifest = { source: 'aws', scope: '123456789012', collected_at: '2026-03-02T06:00:00Z' };
    const files = {
      'report.csv': CREDENTIAL_REPORT,
      'iam.json': JSON.stringify(sections.authorization_details?.data),
      'secrets/eu-west-1.json': JSON.stringify({ SecretList: [], NextToken: null }),
      'secrets/eu-west-2.json': JSON.stringify(sections.secrets?.data),
      'notes.txt': 'nothing of interest',
    };
    const { inventory, document } = await aws.read(await exportOf(manifest, files));
    const whole = (await read(soundAccount())).inventory;
    expect({ ...inventory, sections: [] }).toEqual({ ...whole, sections: [] });
    expect(document.strange).toEqual(['notes.txt']);
    const encoded = {
      'r.json': JSON.stringify({
        Content: Buffer.from(CREDENTIAL_REPORT).toString('base64'),
        ReportFormat: 'text/csv',
      }),
    };
    expect((await aws.read(await exportOf(manifest, encoded))).inventory.principals.length).toBe(5);
    await expect(aws.read(await exportOf(manifest, { 'a.txt': 'x' }))).rejects.toThrow('none of the files');
    const cut = { 'iam.json': JSON.stringify(sections.authorization_details?.data).slice(0, 500) };
    await expect(aws.read(await exportOf(manifest, cut))).rejects.toMatchObject({
      position: expect.stringContaining('iam.json, line 1'),
    });
  });
});
