import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { opengraph } from '#lib/inventories/opengraph/read.ts';
import { exportOf } from '#lib/inventories/testing.ts';
import { grant, inventoryOf, openSystemOf, principal, resource } from '../privilege/testing.ts';
import { actAs, type Harness, startHarness } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { exportGraph } from './export-graph.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());

/** What BloodHound takes: flat properties with names in lower case, none that it sets itself. */
const property = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);
const properties = z.record(z.string().regex(/^(?!objectid$|lastseen$|reconcile$)[a-z][a-z0-9_]*$/), property);
const kind = z.string().regex(/^PL_[A-Za-z]+$/);
const end = z.strictObject({ value: z.string(), match_by: z.literal('id') });
const bloodhound = z.strictObject({
  graph: z.strictObject({
    nodes: z.array(z.strictObject({ id: z.string().regex(/^[^:]+$/), kinds: z.array(kind).min(1).max(3), properties })),
    edges: z.array(z.strictObject({ kind, start: end, end, properties })),
  }),
});

async function graphOf(params: { system?: string[] } = {}, ctx = harness.ctx) {
  const parts: string[] = [];
  await exportGraph(ctx, { format: 'json', ...params }, async (part) => {
    parts.push(part);
  });
  return { text: parts.join(''), ...bloodhound.parse(JSON.parse(parts.join(''))).graph };
}

it('is a whole file where there is nothing', async () => {
  expect(await graphOf()).toMatchObject({ nodes: [], edges: [] });
});

it('has every principal, resource, membership and right of the systems that the caller sees, and nothing that is not known', async () => {
  const { scope, apply } = await openSystemOf(harness, 'drawn');
  await harness.admin`update repositories set kind = 'system' where id = ${scope.repoId}`;
  // More than a page of each.
  const many = Array.from({ length: 1200 }, (_, index) => `bot-${index}`);
  await apply(
    inventoryOf(1, {
      principals: [
        principal('ada', { twoFactor: true, lastActiveAt: 'never' }),
        principal('core', { kind: 'group' }),
        ...many.map((id) => principal(id, { kind: 'bot' })),
      ],
      memberships: [{ member: 'ada', group: 'core' }],
      resources: [resource('web', { visibility: 'public' }), resource('prod', { kind: 'environment', parent: 'web' })],
      grants: [grant('core', 'web', { level: 5, permission: 'admin' }), ...many.map((id) => grant(id, 'web'))],
    }),
  );
  const other = await openSystemOf(harness, 'other');
  await harness.admin`update repositories set kind = 'system' where id = ${other.scope.repoId}`;
  await other.apply(inventoryOf(1, { principals: [principal('eve')] }));

  const { nodes, edges, text } = await graphOf();
  expect(new Set(nodes.map(({ id }) => id.toUpperCase())).size).toBe(nodes.length);
  expect(nodes).toHaveLength(2 + 1200 + 2 + 1);
  expect(edges).toHaveLength(1 + 1 + 1 + 1200);
  const named = (name: string) => nodes.find((node) => node.properties.name === name);
  expect(named('ada')).toMatchObject({
    kinds: ['PL_Human', 'PL_Principal'],
    properties: { level: 5, level_name: 'admin', two_factor: true, last_active: 'never', system: 'test/drawn' },
  });
  expect(named('ada')?.properties).not.toHaveProperty('suspended');
  expect(named('prod')).toMatchObject({
    kinds: ['PL_Environment', 'PL_Resource'],
    properties: { production: true, production_pattern: 'prod' },
  });
  expect(named('web')?.properties).toMatchObject({ production: false, visibility: 'public' });
  const between = (from: string, to: string) =>
    edges
      .filter(({ start, end: at }) => start.value === named(from)?.id && at.value === named(to)?.id)
      .map(({ kind: of }) => of);
  expect(between('ada', 'core')).toEqual(['PL_MemberOf']);
  expect(between('core', 'web')).toEqual(['PL_CanAdmin']);
  expect(between('web', 'prod')).toEqual(['PL_Contains']);
  expect(between('bot-1199', 'web')).toEqual(['PL_CanWrite']);

  // Read as such a file: every edge meets two nodes, and no kind is that of another collector.
  const manifest = { source: 'opengraph', scope: 'acme', collected_at: '2026-03-02T06:00:00Z' };
  const { inventory, skipped } = await opengraph.read(await exportOf(manifest, { 'graph.json': text }));
  expect(
    skipped
      .map(({ reason }) => reason)
      .filter((reason) => !/^(?:nodes|edges) of the kind PL_\w+ are not read: \d+$/.test(reason)),
  ).toEqual([]);
  expect(skipped.find(({ reason }) => reason.includes('PL_CanWrite'))?.reason).toContain(': 1200');
  expect(inventory.principals).toEqual([]);

  expect((await graphOf({ system: ['test/other'] })).nodes.map((node) => node.properties.name)).toEqual(['eve']);
  const viewer = { kind: 'api_token', orgId: harness.ctx.orgId, role: 'viewer', scopes: ['test/other'] } as const;
  const ctx = await actAs(harness, viewer);
  expect((await graphOf({}, ctx)).nodes.map((node) => node.properties.name)).toEqual(['eve']);
  await expect(graphOf({ system: ['test/drawn'] }, ctx)).rejects.toMatchObject({ code: 'not_found' });
  const [entry] = await harness.sql`select verb, detail from audit_entries order by sequence desc limit 1`;
  expect(entry).toMatchObject({ verb: 'organization.privileges_exported', detail: { rows: 1, complete: true } });
});
