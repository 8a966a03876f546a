import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  changeListParams,
  credentialListParams,
  grantListParams,
  principalListParams,
  resourceListParams,
} from '#lib/contracts/privilege.ts';
import { snapshotListParams } from '#lib/contracts/privilege-snapshot.ts';
import { encodeId } from '#lib/ids.ts';
import { getChanges } from '#lib/views/privilege/get-changes.ts';
import { getCredentials } from '#lib/views/privilege/get-credentials.ts';
import { getGrants } from '#lib/views/privilege/get-grants.ts';
import { getPrincipal } from '#lib/views/privilege/get-principal.ts';
import { getPrincipals } from '#lib/views/privilege/get-principals.ts';
import { getResources } from '#lib/views/privilege/get-resources.ts';
import { getSnapshots } from '#lib/views/privilege/get-snapshots.ts';
import { type LargeWorld, openLargeWorld } from '../../fixtures/large-world.ts';
import type { Connection } from '../client.ts';
import { vacuumWhole } from '../testing-vacuum.ts';
import { findAdminGains } from './privilege-gains.ts';
import { eachGrant, eachMembership, eachPrincipal, eachResource } from './privilege-graph.ts';
import type { RepositoryScope } from './scope.ts';
import { countFacts, findEventAcks, findEventStreams, listEventTallies } from './workload-events.ts';

const NOW = new Date('2026-03-02T09:00:00Z');
const TABLES = ['snapshots', 'principals', 'memberships', 'resources', 'grants', 'changes'];

let world: LargeWorld;

/** Five systems of 4,000 principals, 10,000 resources, 20,000 rights and 60 snapshots each; one of a hundred is admin. */
beforeAll(async () => {
  world = await openLargeWorld({ repositories: 5, findingsPerRepository: 1 }, NOW);
  const sql = world.explain;
  await sql`update repositories set kind = 'system'`;
  await sql`
    insert into privilege_snapshots (org_id, repo_id, number, source, scope, collected_at, applied_at, upload, reread, sections,
      principals, memberships, resources, grants, unknown, dangling, changes)
    select 1, r, n, 'github', 'x', ${NOW}::timestamptz - (60 - n) * interval '1 day', ${NOW}, n, false, '[]', 0, 0, 0, 0, 0, 0, 0
    from generate_series(1, 5) r, generate_series(1, 60) n`;
  await sql`
    insert into privilege_principals (org_id, repo_id, since, key, content, number, external_id, kind, name, created_at, expires_told,
      last_active_at, last_active_told, detail, level, rights)
    select 1, r, 1, decode(md5('p' || r || '.' || n), 'hex'), '', n, 'user:' || n,
      (array['human', 'human', 'human', 'token', 'deploy_key', 'group'])[1 + n % 6], 'person-' || n,
      ${NOW}::timestamptz - n * interval '1 hour', true, ${NOW}::timestamptz - n % 400 * interval '1 day', true, '{}',
      case when n % 100 = 0 then 5 else 1 + n % 4 end, 5
    from generate_series(1, 5) r, generate_series(1, 4000) n`;
  await sql`
    insert into privilege_memberships (org_id, repo_id, since, key, content, member, group_number)
    select 1, r, 1, decode(md5('m' || r || '.' || n), 'hex'), '', n, 5 + n % 50 * 6 from generate_series(1, 5) r, generate_series(1, 4000) n`;
  await sql`
    insert into privilege_resources (org_id, repo_id, since, key, content, number, external_id, kind, name, archived, updated_at,
      expires_told, last_used_told, detail)
    select 1, r, 1, decode(md5('r' || r || '.' || n), 'hex'), '', n, 'repo:' || n,
      (array['repo', 'repo', 'secret', 'environment'])[1 + n % 4], 'acme/web-' || n || case when n % 8 = 3 then ' production' else ' test' end,
      false, ${NOW}::timestamptz - n * interval '1 hour', true, true, '{}'
    from generate_series(1, 5) r, generate_series(1, 10000) n`;
  await sql`update privilege_resources set name = 'acme/one' where org_id = 1 and number = 72`;
  await sql`update repositories set full_name = 'acme/one', slug = 'acme/one' where org_id = 1 and id = 1`;
  await sql`
    insert into privilege_grants (org_id, repo_id, since, key, content, principal, resource, via, permission, level, expires_told,
      last_used_told, detail)
    select 1, r, 1, decode(md5('g' || r || '.' || n), 'hex'), '', 1 + n % 4000, 1 + n * 7 % 10000, 'direct', 'x',
      case when n % 100 = 0 then 5 else 1 + n % 4 end, true, true, '{}'
    from generate_series(1, 5) r, generate_series(1, 20000) n`;
  await sql`
    insert into privilege_changes (org_id, repo_id, snapshot, number, at, way, principal, resource, from_level, to_level, admins, admin_sample)
    select 1, r, 1 + n / 300, n % 300, ${NOW}::timestamptz - (59 - n / 300) * interval '1 day', 'gained', 1 + n % 4000, 1 + n % 10000, 0,
      case when n % 100 = 0 then 5 else 3 end, case when n % 100 = 0 then 1 else 0 end, case when n % 100 = 0 then array[1 + n % 4000] else '{}' end
    from generate_series(1, 5) r, generate_series(300, 17999) n`;
  await sql`
    insert into event_batches (org_id, repo_id, channel, sha256, ack, received_at)
    select 1, r, 'channel-' || n % 20, decode(md5(r || '.' || n), 'hex'), n / 20, ${NOW}::timestamptz - n * interval '8 seconds'
    from generate_series(1, 5) r, generate_series(0, 9999) n`;
  await sql`
    insert into event_tallies (org_id, repo_id, day, key, fact, count, last_at)
    select 1, r, date_trunc('day', ${NOW}::timestamptz) - d * interval '1 day', decode(md5('e' || n), 'hex'), '{"kind": "access"}', 1, ${NOW}
    from generate_series(1, 5) r, generate_series(0, 34) d, generate_series(1, 300) n`;
  for (const table of ['event_batches', 'event_tallies']) await vacuumWhole(sql, table);
  for (const table of TABLES) await vacuumWhole(sql, `privilege_${table}`);
}, 300_000);
afterAll(() => world?.close());

const id = encodeId('principal', { repoId: 3, number: 11 });
const resource = encodeId('resource', { repoId: 3, number: 71 });

/** Pages that reading touched; fails when a large table is read whole. */
async function touched(read: () => Promise<unknown>): Promise<number> {
  const { buffers, whole } = await world.explained(read);
  expect(whole).toEqual([]);
  return buffers;
}

const EVENTS: RepositoryScope = { orgId: 1, repoId: 3 };
const NOW_DAY = new Date('2026-03-02T00:00:00Z');
const COUNTED = { total: 'true', limit: '1' };

describe('among 20,000 principals and 100,000 rights', () => {
  it.each<[string, (cursor?: string) => Promise<{ next_cursor: string | null }>, number]>([
    ['principals', (cursor) => getPrincipals(world.ctx, principalListParams.parse({ cursor })), 600],
    ['administrators', (cursor) => getPrincipals(world.ctx, principalListParams.parse({ admin: 'true', cursor })), 600],
    [
      'those whose name holds a word',
      () => getPrincipals(world.ctx, principalListParams.parse({ q: 'person-3999' })),
      600,
    ],
    ['rights', (cursor) => getGrants(world.ctx, grantListParams.parse({ cursor })), 1500],
    ['unused rights', (cursor) => getGrants(world.ctx, grantListParams.parse({ unused_days: '90', cursor })), 1500],
    [
      'credentials that are too old',
      () => getCredentials(world.ctx, credentialListParams.parse({ age: 'overdue' })),
      900,
    ],
    ['rights of one', (cursor) => getGrants(world.ctx, grantListParams.parse({ principal: id, cursor })), 1500],
    ['rights on one thing', (cursor) => getGrants(world.ctx, grantListParams.parse({ resource, cursor })), 900],
    [
      'rights on one repository',
      (cursor) => getGrants(world.ctx, grantListParams.parse({ repo: 'acme/one', cursor })),
      900,
    ],
    ['credentials', (cursor) => getCredentials(world.ctx, credentialListParams.parse({ cursor })), 900],
    ['changes', (cursor) => getChanges(world.ctx, changeListParams.parse({ cursor })), 1500],
    [
      'changes by their causes',
      (cursor) => getChanges(world.ctx, changeListParams.parse({ grouped: 'true', cursor })),
      1500,
    ],
    ['who became admin', (cursor) => getChanges(world.ctx, changeListParams.parse({ admin: 'true', cursor })), 1500],
    ['environments', (cursor) => getResources(world.ctx, resourceListParams.parse({ cursor })), 900],
    ['snapshots', (cursor) => getSnapshots(world.ctx, snapshotListParams.parse({ cursor })), 400],
  ])('a page of %s touches few pages, and so does the next one', async (_what, read, most) => {
    let next: string | null = null;
    const page = (cursor?: string) => async () => {
      next = (await read(cursor)).next_cursor;
    };
    expect(await touched(page())).toBeLessThan(most);
    const cursor: string | null = next;
    if (cursor !== null) expect(await touched(page(cursor))).toBeLessThan(most);
  });

  it('a graph is read page by page, each by what it has: a system of 4,000, 4,000, 10,000 and 20,000 rows in all', async () => {
    const scope = { orgId: 1, repoId: 3 };
    const pages = async (read: (sql: Connection, scope: RepositoryScope) => AsyncGenerator<unknown[]>) => {
      const counts: number[] = [];
      const buffers = await touched(async () => {
        for await (const rows of read(world.sql, scope)) counts.push(rows.length);
      });
      const rows = counts.reduce((sum, count) => sum + count, 0);
      // By its index each row costs a page of the table and little more, however many pages come before.
      expect(buffers).toBeLessThan(rows * 2 + 500);
      return rows;
    };
    expect([
      await pages(eachPrincipal),
      await pages(eachMembership),
      await pages(eachResource),
      await pages(eachGrant),
    ]).toEqual([4000, 4000, 10_000, 20_000]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['principals', () => getPrincipals(world.ctx, principalListParams.parse({ total: 'true', limit: '1' }))],
    ['rights', () => getGrants(world.ctx, grantListParams.parse({ total: 'true', limit: '1' }))],
    ['unused rights', () => getGrants(world.ctx, grantListParams.parse({ ...COUNTED, unused_days: '90' }))],
    [
      'rights whose use is not told',
      () => getGrants(world.ctx, grantListParams.parse({ ...COUNTED, use_told: 'false' })),
    ],
    ['old credentials', () => getCredentials(world.ctx, credentialListParams.parse({ ...COUNTED, age: 'overdue' }))],
    ['changes', () => getChanges(world.ctx, changeListParams.parse({ ...COUNTED, admin: 'true' }))],
  ])('counting %s reads no more than is counted', async (_what, read) => {
    expect(await touched(read)).toBeLessThan(13_000);
  });

  it.each<[string, (sql: Connection) => Promise<unknown>, number]>([
    [
      'acknowledgements of a channel',
      (sql) => findEventAcks(sql, world.ctx.readScope, { channel: 'channel-7', acks: [1, 499] }),
      60,
    ],
    ['facts of a day, up to the limit of it', (sql) => countFacts(sql, EVENTS, NOW_DAY, 100), 200],
    ['streams with something new', (sql) => findEventStreams(sql, EVENTS), 20],
    // 30 of 35 days of one of five systems: 9,000 rows.
    [
      'what events of thirty days say',
      (sql) => listEventTallies(sql, EVENTS, new Date(NOW_DAY.getTime() - 29 * 86_400_000)),
      10_000,
    ],
  ])('%s: no table of events is read whole', async (_what, read, most) => {
    expect(await touched(() => read(world.sql))).toBeLessThan(most);
  });

  it('one principal, and who became admin in a week, touch few pages', async () => {
    expect(await touched(() => getPrincipal(world.ctx, id))).toBeLessThan(1500);
    expect(
      await touched(() => findAdminGains(world.sql, world.ctx.readScope, new Date('2026-02-23T00:00:00Z'), 100)),
    ).toBeLessThan(3000);
  });
});
