import { afterAll, beforeAll, expect, it } from 'vitest';
import { inTransaction } from '#db/transaction.ts';
import { type Harness, startHarness, tick } from '../testing.ts';
import { anchorAudit } from './anchor-audit.ts';
import { verifyAudit } from './verify-audit.ts';
import { writeAudit } from './write-audit.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const write = (orgId: number) =>
  inTransaction(harness.systemSql, (tx) =>
    writeAudit(
      tx,
      { orgId, at: harness.now(), source: null, actor: { kind: 'system', id: null, name: 'test' } },
      { verb: 'token.created', target: { kind: 'token', id: '1', name: 'x' } },
    ),
  );
const told = async () =>
  harness.admin<{ orgId: number; repoId: number | null; at: Date; detail: { sequence: number; hash: string } }[]>`
    select org_id, repo_id, at, detail from outbox where kind = 'audit_anchored' order by id`;

it('tells where each audit log ends, once a day, and nothing of an empty one', async () => {
  const { orgId } = harness.ctx;
  const [second] = await harness.admin<{ id: number }[]>`
    insert into organizations (slug, name, demo, created_at) values ('second', 'Second', false, ${harness.now()})
    returning id`;
  const other = second?.id ?? 0;
  await anchorAudit(harness);
  expect(await told()).toEqual([]);
  await write(orgId);
  await write(orgId);
  await write(other);
  await anchorAudit(harness);
  await write(orgId);
  await anchorAudit(harness);
  expect((await told()).map((row) => [row.orgId, row.repoId, row.detail.sequence])).toEqual([
    [orgId, null, 2],
    [other, null, 1],
  ]);
  tick(harness, 15 * 60);
  await anchorAudit(harness);
  const rows = await told();
  expect(rows.slice(2).map((row) => [row.orgId, row.at, row.detail.sequence])).toEqual([
    [orgId, harness.now(), 3],
    [other, harness.now(), 1],
  ]);
  const anchors = rows.filter((row) => row.orgId === orgId).map(({ detail }) => detail);
  expect(await verifyAudit(harness.sql, { orgId }, anchors)).toMatchObject({ problem: null, unchecked: [] });
  await harness.admin`truncate audit_entries, audit_heads`;
  for (let count = 0; count < 3; count += 1) await write(orgId);
  expect((await verifyAudit(harness.sql, { orgId }, anchors)).problem).toMatchObject({ how: 'rewritten', sequence: 2 });
});
