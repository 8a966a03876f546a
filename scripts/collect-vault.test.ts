import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgeInventory } from '#lib/domain/privilege/judge.ts';
import { rulesOf } from '#lib/inventories/testing.ts';
import { vault } from '#lib/inventories/vault/read.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { MISSING, startCollector, startReceiver } from '../fixtures/collectors/testing.ts';

const collector = startCollector('collect-vault.sh', 'vault');
const metadata = {
  data: {
    created_time: '2026-02-20T00:00:00Z',
    versions: { 1: { created_time: '2026-02-20T00:00:00Z', destroyed: false, deletion_time: '' } },
  },
};
const role = {
  bound_audiences: ['a'],
  bound_claims: { repository: 'acme/web', environment: 'prod' },
  user_claim: 'sub',
  token_policies: ['deploy'],
};

beforeAll(() => {
  collector.answer('kv list -format=json secret/', ['prod/', 'top']);
  collector.answer('kv list -format=json secret/prod/', ['db password', 'deep/']);
  collector.answer('kv metadata get -format=json secret/top', metadata);
  collector.answer('kv metadata get -format=json secret/prod/db password', {
    data: { ...metadata.data, password: 'hunter2' },
  });
  collector.answer('list -format=json auth/jwt/role', ['deploy', 'hidden']);
  collector.answer('read -format=json auth/jwt/role/deploy', { data: role });
  collector.fail('read -format=json auth/jwt/role/hidden', 'Error reading auth/jwt/role/hidden: permission denied\n');
});
afterAll(() => collector.close());

describe.skipIf(MISSING.length > 0)('the collector for HashiCorp Vault, with a vault that tests answer for', () => {
  it('goes through every folder and role, reads no secret, and says what it could not read', async () => {
    const { code, out, said } = await collector.run([
      '--dry-run',
      '--kv',
      'secret',
      '--jwt',
      'jwt',
      'vault.example.com',
    ]);
    expect(code, said).toBe(0);
    const { inventory, skipped } = await vault.read(sourceFromBytes(out));
    expect(inventory.resources.map(({ id }) => id)).toEqual([
      ...['org', 'secret:secret/top', 'secret:secret/prod/db password', 'role:jwt/deploy'],
    ]);
    expect(skipped.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('not authorized'),
      expect.stringContaining('permission denied'),
    ]);
    expect(rulesOf(judgeInventory({ ...inventory, collectedAt: new Date('2026-03-02') }))).toMatchObject({
      fail: [],
      unknown: ['approle-without-end', 'jwt-trust-wide', 'secret-not-rotated'],
    });
    expect(`${out}${said}`).not.toContain('hunter2');
    expect(collector.asked()).not.toMatch(/kv get|secret-id/);
  });

  it('delivers what it read, with a section that failed as such', async () => {
    const receiver = await startReceiver();
    try {
      const { code, said } = await collector.run(
        ['--strict', '--kv', 'secret', '--approle', 'approle', 'vault.example.com'],
        receiver.env('good'),
      );
      expect(said).toContain(
        'section approle_roles could not be read: An error occurred (AccessDenied)'.replace(': An', ':  An'),
      );
      expect(said).toContain('delivered: processed, 3 new, 1 fixed');
      expect({ code, url: receiver.got.url }).toEqual({
        ...{ code: 4, url: '/api/v1/inventories?source=vault&system=vault.example.com&wait=30' },
      });
      expect(JSON.parse(receiver.got.body ?? '').sections.approle_roles).toMatchObject({ status: 'failed' });
    } finally {
      receiver.close();
    }
  });

  it.each([
    [['--dry-run', 'a'], 1, 'say what to read'],
    [['--dry-run', '--kv', 'a b', 'a'], 1, 'is no mount'],
    [['--dry-run', '--kv', 'nothing', 'a'], 2, 'nothing of a could be read'],
    [['--kv', 'secret', 'a'], 1, 'PLUMBLINE_URL is not set'],
    [['--kv', 'secret', 'a/b'], 1, 'is no name'],
    [['--what'], 1, 'usage:'],
    [[], 1, 'usage:'],
  ])('called with %j ends with %i and says why', async (args, code, words) => {
    const env = { PLUMBLINE_URL: '', PLUMBLINE_TOKEN: '' };
    expect(await collector.run(args, env)).toMatchObject({ code, said: expect.stringContaining(words) });
  });
});
