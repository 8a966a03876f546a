import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findAdminGains } from '#db/queries/privilege-gains.ts';
import type { Context } from '#lib/context.ts';
import {
  changeListParams,
  credentialListParams,
  grantListParams,
  principalListParams,
  resourceListParams,
} from '#lib/contracts/privilege.ts';
import { privilegeExportParams } from '#lib/contracts/privilege-export.ts';
import { exportPrivileges } from '#lib/services/export/export-privileges.ts';
import { grant, inventoryOf, openSystemOf } from '#lib/services/privilege/testing.ts';
import { type Harness, startHarness } from '#lib/services/testing.ts';
import { inProcessReader } from '#lib/services/upload/read/in-process.ts';
import { PRIVILEGE_LISTS } from '#lib/views/export/privilege-lists.ts';
import { getChanges } from './get-changes.ts';
import { getCredentials } from './get-credentials.ts';
import { getGrants } from './get-grants.ts';
import { getPrincipals } from './get-principals.ts';
import { getPrivilegeSummary } from './get-privilege-summary.ts';
import { getResources } from './get-resources.ts';
import { FIRST, FROM } from './testing.ts';

let harness: Harness;
let ctx: Context;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  ctx = { ...harness.ctx, readSql: harness.ctx.sql };
  const { apply, scope } = await openSystemOf(harness, 'acme');
  await harness.admin`update repositories set kind = 'system' where id = ${scope.repoId}`;
  await apply(inventoryOf(1, FIRST));
  // Core becomes admin of web, and ben through core; cyd gets a second right on it.
  const more = [
    grant('core', 'web', { level: 5, permission: 'admin', via: 'team', ...FROM }),
    grant('cyd', 'web', FROM),
  ];
  await apply(inventoryOf(2, { ...FIRST, grants: [...(FIRST.grants ?? []), ...more] }));
});
afterAll(() => harness?.close());

describe('lists of privileges', () => {
  const first = { total: 'true', limit: '1' };
  const countOf = async (read: Promise<{ total?: { value: number } | undefined }>) => (await read).total?.value;

  it('are counted where that is asked for, with the filters that choose their rows', async () => {
    expect((await getPrincipals(ctx, principalListParams.parse({}))).total).toBeUndefined();
    const counts = await Promise.all([
      countOf(getPrincipals(ctx, principalListParams.parse({ ...first, admin: 'true' }))),
      countOf(getGrants(ctx, grantListParams.parse({ ...first, level_min: '4' }))),
      countOf(getGrants(ctx, grantListParams.parse({ ...first, use_told: 'true' }))),
      countOf(getGrants(ctx, grantListParams.parse({ ...first, use_told: 'false' }))),
      countOf(getCredentials(ctx, credentialListParams.parse({ ...first, kind: 'token,secret' }))),
      countOf(getChanges(ctx, changeListParams.parse({ ...first, admin: 'true' }))),
      countOf(getResources(ctx, resourceListParams.parse({ ...first, kind: 'secret,environment' }))),
    ]);
    expect(counts).toEqual([4, 3, 0, 5, 2, 1, 2]);
  });

  it('of credentials by age agree with what each row says of its own', async () => {
    const { items } = await getCredentials(ctx, credentialListParams.parse({}));
    for (const [age, overdue] of [
      ['overdue', true],
      ['within', false],
      ['untold', null],
    ] as const) {
      const found = await getCredentials(ctx, credentialListParams.parse({ age, total: 'true' }));
      expect(found.items, age).toEqual(items.filter((each) => each.overdue === overdue));
      expect(found.total?.value, age).toBe(found.items.length);
    }
    expect(await countOf(getCredentials(ctx, credentialListParams.parse({ ...first, age: 'overdue,within' })))).toBe(2);
  });

  it.each([
    ['principals', { admin: 'true' }, 4],
    ['grants', {}, 5],
    ['credentials', {}, 2],
    ['changes', {}, 2],
    ['resources', { kind: 'repo,environment' }, 2],
    ['paths', {}, 0],
  ] as const)('are saved as a file: %s', async (list, filters, count) => {
    const textOf = async (format: string): Promise<string> => {
      let text = '';
      await exportPrivileges(
        ctx,
        list,
        privilegeExportParams[list].parse({ ...filters, format }) as never,
        async (part) => {
          text += part;
        },
      );
      return text;
    };
    const rows: unknown = JSON.parse(await textOf('json'));
    const { items } = await PRIVILEGE_LISTS[list].read(ctx, {
      ...privilegeExportParams[list].parse(filters),
      cursor: undefined,
      limit: 200,
    } as never);
    expect(rows).toEqual(items);
    expect(items).toHaveLength(count);
    // A head, a line for each, and what is after the last one's end.
    expect((await textOf('csv')).split('\r\n')).toHaveLength(count + 2);
    const [entry] = await harness.sql`select verb, detail from audit_entries order by sequence desc limit 1`;
    expect(entry).toMatchObject({ verb: 'privilege.exported', detail: { list, rows: count, complete: true } });
  });

  it('are in figures the counts of the lists that these are named after', async () => {
    const summary = await getPrivilegeSummary(ctx);
    expect(summary).toMatchObject({
      systems: 1,
      as_of: '2026-03-02T00:00:00.000Z',
      principals: { value: 6 },
      admins: { value: 4 },
      rights: { value: 5 },
      unused_rights: { value: 0 },
      unused_days: 90,
      use_untold: { value: 5 },
      credentials: { value: 2 },
      overdue: { total: { value: 1 }, first: [{ name: 'laptop' }] },
      age_untold: { value: 0 },
      paths_alone: { total: { value: 0 }, first: [] },
      findings: { value: 0 },
    });
    const none = await getPrivilegeSummary({ ...ctx, readScope: { orgId: ctx.orgId, repositories: [] } });
    expect(none).toMatchObject({ systems: 0, as_of: null, principals: { value: 0 }, use_untold: { value: 0 } });
  });
});

describe('changes that follow from one', () => {
  const list = async (params: object) => {
    const asked = { system: 'test/owner', total: 'true', ...params };
    const { items, total } = await getChanges(ctx, changeListParams.parse(asked));
    expect(total?.value).toBe(items.length);
    return items;
  };
  const named = async (params: object) =>
    (await list(params)).map(
      ({ principal: who, way, resource: on, follows }) => `${who.name} ${way} ${on?.name} ${follows}`,
    );

  it('stand behind it, are counted by it, and are there where it is not asked for', async () => {
    const { apply, scope } = await openSystemOf(harness, 'owner');
    await harness.admin`update repositories set kind = 'system' where id = ${scope.repoId}`;
    await apply(inventoryOf(1, FIRST));
    const owner = ['org', 'web', 'prod'].map((place) =>
      grant('cyd', place, { level: 5, permission: 'admin', ...FROM }),
    );
    await apply(inventoryOf(2, { ...FIRST, grants: [...(FIRST.grants ?? []), ...owner, grant('ben', 'prod', FROM)] }));
    expect((await named({})).sort()).toEqual([
      'ben gained acme/web production 0',
      'cyd changed acme/web 0',
      'cyd gained acme/web production 0',
      'cyd gained org 2',
    ]);
    expect(await named({ grouped: 'true' })).toEqual(['cyd gained org 2', 'ben gained acme/web production 0']);
    expect(await named({ grouped: 'true', admin: 'true' })).toEqual(['cyd gained org 2']);
    expect(await named({ grouped: 'true', way: 'changed' })).toEqual(['cyd changed acme/web 0']);
    const [{ snapshot, number } = { snapshot: 0, number: 0 }] = await list({ admin: 'true', grouped: 'true' });
    const behind = { snapshot: String(snapshot), cause: String(number) };
    expect((await named(behind)).sort()).toEqual(['cyd changed acme/web 0', 'cyd gained acme/web production 0']);
    expect((await list(behind)).map(({ cause }) => cause)).toEqual([number, number]);
    const gains = await findAdminGains(ctx.sql, ctx.readScope, new Date('2026-03-01T00:00:00Z'), 50);
    expect(gains.filter(({ repoId }) => repoId === scope.repoId)).toMatchObject([
      { resource: 'org', follows: 2, admins: 1 },
    ]);
    await harness.admin`update repositories set archived = true where id = ${scope.repoId}`;
  });

  it.each([
    [{ cause: '1' }, 'snapshot must be given where cause is.'],
    [{ cause: '1', snapshot: '2', from: '1' }, 'cause must be left out where from is given.'],
  ])('%j is refused', async (params, message) => {
    const asked = changeListParams.parse({ system: 'test/acme', ...params });
    await expect(getChanges(ctx, asked)).rejects.toMatchObject({ code: 'invalid_input', message });
  });
});
