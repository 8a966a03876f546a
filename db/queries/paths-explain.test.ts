import { afterAll, beforeAll, expect, it } from 'vitest';
import { pathChangesParams, pathListParams } from '#lib/contracts/path.ts';
import { getPathChanges } from '#lib/views/path/get-path-changes.ts';
import { getPaths } from '#lib/views/path/get-paths.ts';
import { examplePath } from '../../fixtures/api-paths.ts';
import { type LargeWorld, openLargeWorld } from '../../fixtures/large-world.ts';
import { bulkInsert } from '../bulk.ts';
import { privilegePathSets, privilegePaths } from '../schema/path.ts';
import { inTransaction } from '../transaction.ts';
import { findPathGains } from './privilege-gains.ts';

const NOW = new Date('2026-03-02T09:00:00Z');
/** What else there is does not matter here. */
const FINDINGS = { repositories: 2, findingsPerRepository: 50 };
const PATHS = 20_000;
const SETS = 2000;

let world: LargeWorld;
beforeAll(async () => {
  world = await openLargeWorld(FINDINGS, NOW);
  const { explain: admin, ctx } = world;
  const of = { orgId: ctx.orgId, repoId: 1 };
  const open = { until: null, untilAt: null, unreadSince: null };
  await inTransaction(admin, async (tx) => {
    const sets = Array.from({ length: SETS }, (_, id) => ({
      ...{ id, hash: Buffer.from(String(id)) },
      members: Array.from({ length: 20 }, (__, at) => `person:user:${(id * 7 + at * 31) % 1000}`),
    }));
    await bulkInsert(tx, privilegePathSets, of, sets);
    const paths = Array.from({ length: PATHS }, (_, id) => {
      const set = { aloneSet: id % SETS, helpedSet: id % SETS };
      return { ...examplePath(id, { ...set, rank: id % 13, severity: id % 7 === 0 ? 'critical' : 'high' }), ...open };
    });
    await bulkInsert(tx, privilegePaths, of, paths);
    await tx`update privilege_paths set target_repository = 'acme/few' where org_id = 1 and id % 1000 = 7`;
    await tx`update repositories set full_name = 'acme/few', slug = 'acme/few' where org_id = 1 and id = 1`;
    await tx`update repositories set full_name = 'acme/web', slug = 'acme/web' where org_id = 1 and id = 2`;
  });
  // Without figures of the table each row's key would be looked for among all of the system.
  await admin`analyze privilege_paths`;
  await admin`
    insert into privilege_path_changes (org_id, repo_id, id, kind, path, upload, at, people, because, joint)
    select org_id, repo_id, id, case when id % 2 = 0 then 'gained' else 'lost' end, id, 1,
      ${NOW}::timestamptz - id * interval '1 minute', '{"count":1,"sample":[]}', '[]', false from privilege_paths`;
  await admin`analyze privilege_paths, privilege_path_sets, privilege_path_changes`;
}, 240_000);
afterAll(() => world?.close());

/** Buffers that a read touches; fails when it reads a large table whole. */
async function buffersOf(read: () => Promise<unknown>): Promise<number> {
  const { buffers, whole } = await world.explained(read);
  expect(whole).toEqual([]);
  return buffers;
}

it.each([
  [{}, 400],
  [{ severity: 'critical', certainty: 'proven' }, 1500],
  [{ target: 'secret:77' }, 50],
  [{ repo: 'acme/web' }, 400],
  [{ repo: 'acme/few' }, 60],
  [{ principal: 'person:user:11', alone: 'true' }, 4000],
  [{ principal: 'person:user:nobody' }, 400],
])('paths of %j are found by an index', async (query, most) => {
  expect(await buffersOf(() => getPaths(world.ctx, pathListParams.parse(query)))).toBeLessThan(most);
});

it('those that end in one repository are its own', async () => {
  const { items } = await getPaths(world.ctx, pathListParams.parse({ repo: 'Acme/few' }));
  expect(items.map(({ target }) => target.repository)).toEqual(Array.from({ length: PATHS / 1000 }, () => 'acme/few'));
  await expect(getPaths(world.ctx, pathListParams.parse({ repo: 'acme/none' }))).rejects.toMatchObject({
    code: 'not_found',
  });
});

it('the second page of paths costs no more than the first', async () => {
  const first = await getPaths(world.ctx, pathListParams.parse({}));
  const query = { cursor: first.next_cursor ?? undefined };
  expect(await buffersOf(() => getPaths(world.ctx, pathListParams.parse(query)))).toBeLessThan(400);
});

it('changes of paths are found by an index', async () => {
  const query = { since: '2026-03-01T00:00:00Z', kind: 'gained' };
  expect(await buffersOf(() => getPathChanges(world.ctx, pathChangesParams.parse(query)))).toBeLessThan(1500);
});

it('who reaches production since yesterday is found by an index', async () => {
  const since = new Date('2026-03-02T00:00:00Z');
  expect(await buffersOf(() => findPathGains(world.sql, world.ctx.readScope, since, 100))).toBeLessThan(2500);
});
