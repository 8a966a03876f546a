import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beyondtrust } from '#lib/inventories/beyondtrust/read.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { startVendor } from '../fixtures/collectors/server.ts';
import { MISSING, startCollector } from '../fixtures/collectors/testing.ts';

const SYSTEMS = [1, 2, 3].map((id) => ({ ManagedSystemID: id, HostName: `db-${id}`, SystemName: `db-${id}` }));
const account = (system: number) => ({
  ...{ AccountName: 'root', AutoManagementFlag: true, ManagedAccountID: 10 * system, ManagedSystemID: system },
  ...{ SystemName: `db-${system}`, Password: 'hunter2' },
});
const LISTS: Readonly<Record<string, unknown[]>> = {
  UserGroups: [{ GroupID: 5, Name: 'Operators', IsActive: true }],
  Users: [{ UserID: 7, UserName: 'rosa', IsActive: true }],
  Entitlements: [
    {
      ...{ IsAdministratorGroup: false, GroupID: 5, ManagedAccountId: 10, Name: 'Operators', RoleName: 'Requestor' },
      ...{ UserID: 7, UserName: 'rosa', AccountName: 'root', ManagedSystemID: 1 },
    },
  ],
};

const collector = startCollector('collect-beyondtrust.sh', 'no-tool');
let vendor: Awaited<ReturnType<typeof startVendor>>;
let env: Record<string, string> = {};
/** A system whose accounts may not be seen. */
let hidden = 0;

beforeAll(async () => {
  vendor = await startVendor(({ path, method, headers, query }) => {
    const asked = path.replace('/BeyondTrust/api/public/v3/', '');
    if (headers.authorization !== 'PS-Auth key=key-1; runas=acme\\audit; pwd=[a"b];') return { status: 401 };
    if (asked === 'Auth/SignAppin')
      return method === 'POST'
        ? { headers: { 'set-cookie': 'ASP.NET_SessionId=s1; path=/; HttpOnly' } }
        : { status: 405 };
    if (headers.cookie !== 'ASP.NET_SessionId=s1') return { status: 401 };
    if (asked === 'Auth/Signout') return {};
    // Two to a page.
    const offset = Number(query.get('offset'));
    if (asked === 'ManagedSystems')
      return { body: { TotalCount: SYSTEMS.length, Data: SYSTEMS.slice(offset, offset + 2) } };
    const system = Number(/^ManagedSystems\/(\d+)\/ManagedAccounts$/.exec(asked)?.[1]);
    if (system > 0) return system === hidden ? { status: 403, body: '"Forbidden"' } : { body: [account(system)] };
    const list = LISTS[asked];
    return list === undefined ? { status: 404, body: { Message: 'No such list.' } } : { body: list };
  });
  env = {
    ...{ BT_URL: `${vendor.base}/`, BT_KEY: 'key-1', BT_RUNAS: 'acme\\audit', BT_PASSWORD: 'a"b' },
    ...{ PLUMBLINE_URL: '', PLUMBLINE_TOKEN: '' },
  };
});
afterAll(() => {
  collector.close();
  vendor.close();
});

describe.skipIf(MISSING.length > 0)('the collector for BeyondTrust, with a server that tests answer for', () => {
  it('collects every page and every system, without values, ends its session, and writes what Plumbline reads', async () => {
    const { code, out, said } = await collector.run(['--dry-run', 'safe-eu'], env);
    expect(code, said).toBe(0);
    expect(`${out}${said}`).not.toMatch(/hunter2|key-1|a"b/);
    expect(vendor.asked.at(-1)?.path).toMatch(/Auth\/Signout$/);
    const { sections } = JSON.parse(out);
    expect(sections.requests).toEqual({ status: 'failed', http: 404, reason: 'No such list.' });
    expect(sections.managed_systems.data).toHaveLength(3);
    const { inventory, skipped } = await beyondtrust.read(sourceFromBytes(out));
    expect(skipped).toEqual([]);
    expect(inventory.resources.filter(({ kind }) => kind === 'account').map(({ name }) => name)).toEqual([
      ...['root@db-1', 'root@db-2', 'root@db-3'],
    ]);
    expect(inventory.principals.map(({ name }) => name)).toEqual(expect.arrayContaining(['Operators', 'rosa']));
    expect(inventory.grants.length).toBeGreaterThan(0);
  });

  it('says of accounts that they are unknown where those of one system are, and delivers the rest', async () => {
    hidden = 2;
    const plumbline = { PLUMBLINE_URL: vendor.base, PLUMBLINE_TOKEN: 'good' };
    const { code, said } = await collector.run(['--strict', 'safe-eu'], { ...env, ...plumbline });
    expect(code, said).toBe(4);
    expect(said).toContain('section managed_accounts could not be read: HTTP 403, of system 2: Forbidden');
    const door = vendor.asked.find(({ path }) => path === '/api/v1/inventories');
    expect(JSON.parse(door?.body ?? '').sections).toMatchObject({
      managed_accounts: { status: 'failed', http: 403 },
      users: { status: 'ok' },
    });
    hidden = 0;
  });

  it.each<[string[], Record<string, string>, number, string]>([
    [['--dry-run', 'a'], { BT_KEY: 'wrong' }, 2, 'signing in failed (HTTP 401)'],
    [['--dry-run', 'a'], { BT_RUNAS: '' }, 1, 'set BT_KEY and BT_RUNAS'],
    [['--dry-run', 'a'], { BT_URL: 'http://127.0.0.1:1' }, 2, 'could not be reached'],
    [['a'], {}, 1, 'PLUMBLINE_URL is not set'],
    [['a/b'], {}, 1, 'is no name'],
    [[], {}, 1, 'usage:'],
  ])('called with %j and %j ends with %i and says why', async (args, more, code, words) => {
    expect(await collector.run(args, { ...env, ...more })).toMatchObject({
      code,
      said: expect.stringContaining(words),
    });
  });
});
