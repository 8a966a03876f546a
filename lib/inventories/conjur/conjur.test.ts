import { describe, expect, it } from 'vitest';
import { readPolicy } from '#lib/domain/privilege/conjur/read-policy.ts';
import { judgeInventory } from '#lib/domain/privilege/judge.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { exportOf, rulesOf } from '../testing.ts';
import { conjur } from './read.ts';

const HEAD = { source: 'conjur', scope: 'conjur.example.com', collected_at: '2026-03-02T06:00:00Z' };

const POLICY = `
- !user rosa
- !group operators
- !grant
  role: !group operators
  member: !user rosa
- !policy
  id: prod
  owner: !group operators
  body:
  - &variables
    - !variable db/password
    - !variable db/user
  - !layer
  - !host
    id: deploy
    annotations:
      authn-jwt/gitlab/project_path: acme/web
      authn-jwt/gitlab/ref_protected: "true"
  - !grant
    role: !layer
    member: !host deploy
  - !permit
    role: !layer
    privileges: [ read, execute ]
    resources: *variables
  - !user ines
- !permit
  role: !group operators
  privilege: [ update ]
  resource: !variable prod/db/password
`;

const read = (policy: string) =>
  conjur.read(sourceFromBytes(JSON.stringify({ schema: 'inventory/v1', ...HEAD, sections: { policy } })));

const failing = async (policy: string) => rulesOf(judgeInventory((await read(policy)).inventory)).fail;

describe('the inventory of a Conjur server', () => {
  it('has what a policy makes, with ids as Conjur makes them, aliases followed', async () => {
    const { inventory, skipped } = await read(
      POLICY.replace(
        '  - &variables\n    - !variable db/password\n    - !variable db/user\n',
        '  - &password !variable db/password\n',
      ).replace('*variables', '*password'),
    );
    expect(skipped).toEqual([]);
    expect(inventory.principals.map(({ id, kind }) => `${kind} ${id}`)).toEqual([
      'human user:rosa',
      'group group:operators',
      'group policy:prod',
      'group layer:prod',
      'workload host:prod/deploy',
      'human user:ines@prod',
    ]);
    expect(inventory.memberships).toEqual([
      { member: 'user:rosa', group: 'group:operators' },
      { member: 'host:prod/deploy', group: 'layer:prod' },
    ]);
    expect(
      inventory.grants.map(({ principal, permission, resource, level }) => [principal, permission, resource, level]),
    ).toEqual([
      ['layer:prod', 'execute, read', 'variable:prod/db/password', 3],
      ['group:operators', 'owner', 'policy:prod', 5],
      ['group:operators', 'update', 'variable:prod/db/password', 3],
    ]);
    expect(rulesOf(judgeInventory(inventory))).toEqual({ pass: ['jwt-trust-wide'], fail: [], unknown: [] });
  });

  it('reads lists of statements in a body, as aliases of lists are made', async () => {
    const { inventory } = await read(POLICY);
    expect(inventory.resources.flatMap(({ id, kind }) => (kind === 'secret' ? [id] : []))).toEqual([
      'variable:prod/db/password',
      'variable:prod/db/user',
    ]);
  });

  it.each([
    ['authn-jwt/gitlab/project_path: acme/web', ['jwt-trust-wide']],
    ['authn-jwt/gitlab/namespace_path: acme', ['jwt-trust-wide']],
    ['authn-jwt/gitlab: "true"', ['jwt-trust-wide']],
    ['authn-jwt/gitlab/sub: "project_path:acme/web:ref_type:branch:ref:main"', []],
    ['authn-k8s/namespace: prod', []],
  ])('judges whom a host lets in: %s', async (annotation, fails) => {
    expect(await failing(`- !host\n  id: deploy\n  annotations:\n    ${annotation}\n`)).toEqual(fails);
  });

  it('takes back what is revoked and denied', async () => {
    const { inventory } = await read(`
- !user rosa
- !group a
- !variable v
- !grant { role: !group a, member: !user rosa }
- !permit { role: !group a, privilege: read, resource: !variable v }
- !revoke { role: !group a, member: !user rosa }
- !deny { role: !group a, privilege: read, resource: !variable v }
`);
    expect([inventory.memberships, inventory.grants]).toEqual([[], []]);
  });

  it('says what it does not read, and what is not there', async () => {
    const { skipped } = await read(
      '- !grant\n  role: !group nobody\n  member: !user rosa\n- !user rosa\n- !spell x\n- plain\n',
    );
    expect(skipped.map(({ position, reason }) => `${position}: ${reason}`)).toEqual([
      'policy line 5: !spell is not read',
      'policy line 1: a statement without a tag',
      'policy line 2: group:nobody is not in the policy',
    ]);
  });

  it.each([
    ['- !user rosa\n- !host {', 'policy line'],
    ['user: rosa', 'a policy is a list'],
    [`- ${'['.repeat(2000)}`, 'nested deeper'],
  ])('refuses what is no policy, with its line: %#', async (text, words) => {
    await expect(read(text)).rejects.toSatisfy((error: Error & { position: string }) =>
      `${error.message} ${error.position}`.includes(words),
    );
  });

  it('stops where aliases multiply', () => {
    const lines = ['- &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let each = 1; each < 9; each += 1) lines.push(`- &a${each} [${`*a${each - 1}, `.repeat(9)}x]`);
    expect(readPolicy(lines.join('\n'))).toMatchObject({ message: expect.stringContaining('aliases followed') });
  });

  it('is known by what it looks like', async () => {
    const { inventory } = await conjur.read(await exportOf(HEAD, { 'root.yml': '- !user rosa\n' }));
    expect(inventory.principals).toHaveLength(1);
  });
});
