import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import {
  changeListParams,
  credentialListParams,
  grantListParams,
  principalListParams,
  resourceListParams,
} from '#lib/contracts/privilege.ts';
import { privilegeSettingsChange } from '#lib/contracts/privilege-settings.ts';
import { snapshotListParams } from '#lib/contracts/privilege-snapshot.ts';
import type { Inventory } from '#lib/domain/privilege/inventory.ts';
import { changePrivilegeSettings } from '#lib/services/privilege/change-privilege-settings.ts';
import { grant, inventoryOf, openSystemOf } from '#lib/services/privilege/testing.ts';
import { addRepository } from '#lib/services/repository/add-repository.ts';
import { type Harness, startHarness } from '#lib/services/testing.ts';
import { inProcessReader } from '#lib/services/upload/read/in-process.ts';
import { getRepositorySummary } from '#lib/views/repository/get-repository-summary.ts';
import { getChanges } from './get-changes.ts';
import { getCredentials } from './get-credentials.ts';
import { getGrants } from './get-grants.ts';
import { getPrincipal } from './get-principal.ts';
import { getPrincipals } from './get-principals.ts';
import { getPrivilegeSettings } from './get-privilege-settings.ts';
import { getResources } from './get-resources.ts';
import { getSnapshots } from './get-snapshots.ts';
import { FIRST, FROM, failed, ok } from './testing.ts';

let harness: Harness;
let ctx: Context;

const more = (said: Partial<Inventory>): Partial<Inventory> => ({ ...FIRST, ...said });
const grants = (...added: Inventory['grants'][number][]) => [...(FIRST.grants ?? []), ...added];

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  ctx = { ...harness.ctx, readSql: harness.ctx.sql };
  const { apply, scope } = await openSystemOf(harness, 'acme');
  await harness.admin`update repositories set kind = 'system' where id = ${scope.repoId}`;
  await apply(inventoryOf(1, FIRST));
  // Core becomes admin of web: ben is one by that, through core. Cyd gets a second right on it, which is lower than admin.
  await apply(
    inventoryOf(
      2,
      more({
        grants: grants(
          grant('core', 'web', { level: 5, permission: 'admin', via: 'team', ...FROM }),
          grant('cyd', 'web', FROM),
        ),
      }),
    ),
  );
  // Rights could not be read: nobody lost any.
  await apply(
    inventoryOf(
      3,
      more({
        sections: [...ok('people', 'keys'), failed('rights')],
        memberships: [],
        resources: FIRST.resources?.slice(0, 1) ?? [],
        grants: [],
      }),
    ),
  );
});
afterAll(() => harness?.close());

const principals = async (params: object) => {
  const { items } = await getPrincipals(ctx, principalListParams.parse(params));
  return items.map(({ name, level, rights }) => `${name} ${level} ${rights}`);
};
const idOf = async (name: string): Promise<string> =>
  (await getPrincipals(ctx, principalListParams.parse({ q: name }))).items[0]?.id ?? '';

describe('principals', () => {
  it('have what they have through groups in groups too, a circle or not', async () => {
    expect(await principals({})).toEqual(['ada 5 1', 'ben 5 2', 'core 5 2', 'ops 5 2', 'cyd 3 2', 'laptop 3 0']);
  });

  it.each([
    [{ q: 'BE' }, ['ben 5 2']],
    [{ kind: 'group' }, ['core 5 2', 'ops 5 2']],
    [{ level_min: '4', kind: 'human,token' }, ['ada 5 1', 'ben 5 2']],
    [{ admin: 'false' }, ['cyd 3 2', 'laptop 3 0']],
    [{ standing: 'outside' }, ['cyd 3 2']],
    [{ unused_days: '30' }, ['ada 5 1', 'ben 5 2']],
    [{ unused_days: '60' }, ['ada 5 1']],
    [{ never_expires: 'true' }, ['laptop 3 0']],
    [{ source: 'gitlab' }, []],
    [{ unknown: 'true' }, []],
  ])('are found by %j', async (params, expected) => {
    expect(await principals(params)).toEqual(expected);
  });

  it('come page by page, each once', async () => {
    const seen: string[] = [];
    for (let cursor: string | undefined = undefined, more = true; more; ) {
      const page: Awaited<ReturnType<typeof getPrincipals>> = await getPrincipals(
        ctx,
        principalListParams.parse({ limit: '1', cursor }),
      );
      seen.push(...page.items.map(({ name }) => name));
      more = page.next_cursor !== null;
      cursor = page.next_cursor ?? undefined;
    }
    expect(seen).toEqual(['ada', 'ben', 'core', 'ops', 'cyd', 'laptop']);
  });

  it('say why they have what they have, and since when that is not told any more', async () => {
    const ben = await getPrincipal(ctx, await idOf('ben'));
    expect(ben.groups.map(({ name, chain }) => [name, chain.map((each) => each.name)])).toEqual([
      ['core', []],
      ['ops', ['core']],
    ]);
    expect(
      ben.grants.map(({ level, permission, chain, unknown_since }) => [
        level,
        permission,
        chain.map(({ name }) => name),
        unknown_since,
      ]),
    ).toEqual([
      [5, 'admin', ['core'], '2026-03-03T00:00:00.000Z'],
      [4, 'maintain', ['core', 'ops'], '2026-03-03T00:00:00.000Z'],
    ]);
    const core = await getPrincipal(ctx, await idOf('core'));
    expect(core.members.map(({ name }) => name)).toEqual(['ben', 'ops']);
    expect(core.member_count).toBe(2);
    expect((await getPrincipal(ctx, await idOf('laptop'))).own).toMatchObject({
      level: 3,
      permissions: { contents: 'write' },
    });
    await expect(getPrincipal(ctx, 'prn_1_zz')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('of systems outside of the read scope are not there', async () => {
    const scoped: Context = { ...ctx, readScope: { orgId: ctx.orgId, repositories: [] } };
    expect((await getPrincipals(scoped, principalListParams.parse({}))).items).toEqual([]);
    expect((await getChanges(scoped, changeListParams.parse({}))).items).toEqual([]);
    expect((await getGrants(scoped, grantListParams.parse({}))).items).toEqual([]);
    expect((await getCredentials(scoped, credentialListParams.parse({}))).items).toEqual([]);
    await expect(getPrincipal(scoped, await idOf('ben'))).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('changes', () => {
  const changes = async (params: object) => {
    const { items } = await getChanges(ctx, changeListParams.parse(params));
    return items.map((each) => {
      const on = each.resource?.name ?? each.group?.name ?? 'itself';
      return `${each.snapshot} ${each.principal.name} ${each.way} ${each.from_level}-${each.to_level} ${on}: ${each.admin_names.map(({ name }) => name)}`;
    });
  };
  const DRAWN = ['2 core gained 0-5 acme/web: ben', '2 cyd changed 1-3 acme/web: '];

  it('say who became admin, through groups too, and nothing of what was not told', async () => {
    expect(await changes({})).toEqual(DRAWN);
    expect(await changes({ admin: 'true' })).toEqual(DRAWN.slice(0, 1));
    expect(await changes({ way: 'changed' })).toEqual(DRAWN.slice(1));
    expect(await changes({ since: '2026-03-02T00:00:00Z' })).toEqual(DRAWN);
    expect(await changes({ since: '2026-03-02T00:00:01Z' })).toEqual([]);
    expect(await changes({ principal: await idOf('cyd') })).toEqual(DRAWN.slice(1));
  });

  it('between two snapshots leave out what came and went again', async () => {
    const system = { system: 'test/acme' };
    expect(await changes({ ...system, from: '1' })).toEqual(DRAWN);
    expect(await changes({ ...system, from: '2' })).toEqual([]);
    expect(await changes({ ...system, from: '1', to: '1' })).toEqual([]);
    const { apply, scope } = await openSystemOf(harness, 'comes');
    await harness.admin`update repositories set kind = 'system' where id = ${scope.repoId}`;
    const joined = [...(FIRST.memberships ?? []), { member: 'cyd', group: 'ops', ...FROM }];
    const admin = grant('cyd', 'prod', { level: 5, ...FROM });
    await apply(inventoryOf(1, FIRST));
    await apply(inventoryOf(2, more({ grants: grants(admin), memberships: joined })));
    await apply(inventoryOf(3, FIRST));
    await apply(inventoryOf(4, more({ grants: grants({ ...admin, level: 3 }) })));
    const all = await changes({ system: 'test/comes' });
    expect(all).toEqual([
      '4 cyd gained 0-3 acme/web production: ',
      expect.stringContaining('3 cyd lost'),
      expect.stringContaining('3 cyd lost'),
      '2 cyd gained 0-5 acme/web production: cyd',
      '2 cyd gained 0-4 ops: ',
    ]);
    expect(await changes({ system: 'test/comes', from: '1' })).toEqual(['4 cyd gained 0-3 acme/web production: ']);
    expect(await changes({ system: 'test/comes', from: '2' })).toHaveLength(2);
    await harness.admin`update repositories set archived = true where id = ${scope.repoId}`;
  });
});

describe('rights, credentials, resources and snapshots', () => {
  it('are listed with what they are about', async () => {
    const rights = await getGrants(ctx, grantListParams.parse({ level_min: '4' }));
    expect(rights.items.map(({ principal: who, resource: on, level }) => `${who.name} ${on.name} ${level}`)).toEqual([
      'ada org 5',
      'core acme/web 5',
      'ops acme/web 4',
    ]);
    const own = await getGrants(ctx, grantListParams.parse({ principal: await idOf('ops'), via: 'team' }));
    const of = { fullName: 'acme/web', defaultBranch: 'main', demo: false, kind: 'code' as const };
    await inTransaction(harness.sql, (tx) =>
      addRepository(tx, { orgId: ctx.orgId }, { ...of, now: harness.clock.now }),
    );
    const onRepository = await getGrants(ctx, grantListParams.parse({ repo: 'Acme/Web', total: 'true' }));
    expect(onRepository.items.map(({ resource: on }) => on.name)).toEqual(onRepository.items.map(() => 'acme/web'));
    expect(onRepository.total?.value).toBe(onRepository.items.length);
    expect(onRepository.items.length).toBeGreaterThan(1);
    const { counts } = await getRepositorySummary(ctx, 'acme/web');
    expect(counts.rights).toEqual(onRepository.total);
    expect(own.items.map(({ principal: who, chain }) => [who.name, chain.map(({ name }) => name)])).toEqual([
      ['core', ['core']],
      ['ops', []],
    ]);
    const keys = await getCredentials(ctx, credentialListParams.parse({}));
    expect(
      keys.items.map(({ name, overdue, policy_days, production, place }) => ({
        name,
        overdue,
        policy_days,
        production,
        place,
      })),
    ).toEqual([
      { name: 'laptop', overdue: true, policy_days: 365, production: null, place: null },
      {
        name: 'acme/web KEY',
        overdue: false,
        policy_days: 365,
        production: 'production',
        place: 'acme/web production',
      },
    ]);
    const [first] = keys.items;
    const next = await getCredentials(ctx, credentialListParams.parse({ limit: '1' }));
    const last = await getCredentials(ctx, credentialListParams.parse({ limit: '1', cursor: next.next_cursor ?? '' }));
    expect([next.items, last.items.map(({ name }) => name), last.next_cursor]).toEqual([
      [first],
      ['acme/web KEY'],
      null,
    ]);
    const snapshots = await getSnapshots(ctx, snapshotListParams.parse({}));
    expect(snapshots.items.map(({ number, changes, unknown }) => [number, changes, unknown])).toEqual([
      [3, 0, 11],
      [2, 2, 0],
      [1, 0, 0],
    ]);
    expect((await getSnapshots(ctx, snapshotListParams.parse({ newest: 'true' }))).items).toHaveLength(1);
  });

  it('are production by the patterns of the organization, which say why', async () => {
    const environments = async (production?: string) =>
      (await getResources(ctx, resourceListParams.parse({ production }))).items.map((each) => [
        each.name,
        each.production,
        each.controls,
      ]);
    const RULE = { environment: { reviewers: 1, preventSelfReview: true, branches: 'protected' } };
    expect(await environments('true')).toEqual([['acme/web production', 'production', RULE]]);
    await changePrivilegeSettings(
      ctx,
      privilegeSettingsChange.parse({ production: ['live', 'web_*'], secret_days: 30 }),
    );
    expect(await environments('true')).toEqual([]);
    expect(await environments('false')).toEqual([['acme/web production', null, RULE]]);
    expect(await getPrivilegeSettings(ctx)).toMatchObject({
      production: ['live', 'web_*'],
      secret_days: 30,
      key_days: 365,
      default: false,
      production_resources: 0,
    });
    const { items } = await getCredentials(ctx, credentialListParams.parse({ kind: 'secret' }));
    expect(items.map(({ overdue, production }) => [overdue, production])).toEqual([[true, null]]);
  });
});
