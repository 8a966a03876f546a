import { afterAll, beforeAll, expect, it } from 'vitest';
import { findAuditHead } from '#db/queries/audit.ts';
import { countAuditBefore, findRemovableEntries } from '#db/queries/audit-retention.ts';
import { inTransaction } from '#db/transaction.ts';
import { retentionChange } from '#lib/contracts/retention.ts';
import { getAudit } from '#lib/views/audit/get-audit.ts';
import { getRetention } from '#lib/views/retention/get-retention.ts';
import { previewRetention } from '#lib/views/retention/preview-retention.ts';
import { verifyAudit } from '../audit/verify-audit.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { type Harness, startHarness, tick } from '../testing.ts';
import { changeRetention } from './change-retention.ts';
import { noteSweep } from './note-sweep.ts';
import { sweepAudit } from './sweep-audit.ts';

const DAY = 24 * 60;
let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const write = (name: string) =>
  inTransaction(harness.sql, (tx) =>
    writeAudit(
      tx,
      { orgId: harness.ctx.orgId, at: harness.now(), source: null, actor: { kind: 'system', id: null, name: 'test' } },
      { verb: 'token.created', target: { kind: 'token', id: '1', name } },
    ),
  );
const verify = (...anchors: { sequence: number | null; hash: string }[]) =>
  verifyAudit(harness.sql, harness.ctx, anchors);
const sequences = async () => (await getAudit(harness.ctx, { limit: 50 })).items.map(({ sequence }) => sequence);
const setDays = (days: number | null, confirm?: string) =>
  changeRetention(harness.ctx, { keep_audit_days: days, ...(confirm === undefined ? {} : { confirm }) });

it('removes what is older than the policy says, from the beginning only, and says so in the log', async () => {
  for (const name of ['a', 'b', 'c']) await write(name);
  const old = await findAuditHead(harness.sql, harness.ctx);
  tick(harness, 300 * DAY);
  for (const name of ['d', 'e']) await write(name);
  await sweepAudit(harness);
  expect(await sequences()).toEqual([5, 4, 3, 2, 1]);
  tick(harness, 100 * DAY);
  expect(await previewRetention(harness.ctx, { keep_audit_days: 365 })).toMatchObject({
    reports: 0,
    bytes: 0,
    audit_entries: 3,
  });
  expect(await previewRetention(harness.ctx, { keep_audit_days: 500 })).toMatchObject({ audit_entries: 0 });
  await setDays(500);
  for (const wrong of [undefined, 'Acme']) {
    await expect(setDays(365, wrong)).rejects.toMatchObject({
      message: 'confirm: must be acme, because 3 entries of the audit log would be removed for good.',
    });
  }
  await setDays(365, 'acme');
  await sweepAudit(harness);
  await sweepAudit(harness);
  expect(await sequences()).toEqual([8, 7, 6, 5, 4]);
  const { items } = await getAudit(harness.ctx, { verb: 'audit.removed', limit: 50 });
  expect(items.map(({ actor, detail }) => [actor.kind, detail])).toEqual([
    ['system', { to: 3, hash: old.hash, entries: 3, keep_days: 365 }],
  ]);
  expect(await verify(old)).toMatchObject({ entries: 5, sequence: 8, problem: null, unchecked: [] });
  expect(await verify({ ...old, sequence: 2 })).toMatchObject({ problem: null, unchecked: [{ sequence: 2 }] });
  expect((await getRetention(harness.ctx)).audit.entries).toBe(5);
});

it('goes on where it ended, removes all but what tells of it, and keeps a year whatever the database says', async () => {
  tick(harness, 280 * DAY);
  await sweepAudit(harness);
  expect(await sequences()).toEqual([9, 8, 7, 6]);
  await harness.admin`update organizations set keep_audit_days = 1`;
  tick(harness, 300 * DAY);
  await sweepAudit(harness);
  expect(await sequences()).toEqual([10, 9]);
  expect(await verify()).toMatchObject({ entries: 2, sequence: 10, problem: null });
  await harness.admin`delete from audit_entries where sequence = 9`;
  expect((await verify()).problem).toMatchObject({ how: 'missing', sequence: 9 });
});

it('stops before an entry that is young, although older ones come after it', async () => {
  await harness.admin`delete from audit_entries`;
  await harness.admin`delete from audit_heads`;
  const begin = harness.now();
  for (const minutes of [0, 5, -3, 10]) {
    harness.clock.now = new Date(begin.getTime() + minutes * 60_000);
    await write('x');
  }
  const before = new Date(begin.getTime() + 60_000);
  expect(await findRemovableEntries(harness.sql, harness.ctx, before, 10)).toMatchObject({ sequence: 1 });
  expect(await findRemovableEntries(harness.sql, harness.ctx, new Date(before.getTime() + 3_600_000), 3)).toMatchObject(
    {
      sequence: 3,
    },
  );
  expect(await findRemovableEntries(harness.sql, harness.ctx, new Date(begin.getTime() - 3_600_000), 10)).toBeNull();
  // What happened at that very time stays.
  expect(await findRemovableEntries(harness.sql, harness.ctx, begin, 10)).toBeNull();
  expect(await countAuditBefore(harness.sql, harness.ctx, before)).toBe(1);
});

it('is shown with the time at which it last ran, and takes nothing shorter than a year', async () => {
  expect((await getRetention(harness.ctx)).ran_at).toEqual({
    ...{ reports: null, audit: null, privileges: null, outbox: null, records: null },
  });
  await noteSweep(harness, 'audit');
  tick(harness, 5);
  await noteSweep(harness, 'audit');
  expect((await getRetention(harness.ctx)).ran_at.audit).toBe(harness.now().toISOString());
  for (const days of [364, 0, -1, 3651, 365.5]) {
    expect(retentionChange.safeParse({ keep_audit_days: days }).success).toBe(false);
  }
  expect(retentionChange.safeParse({ keep_audit_days: 365 }).success).toBe(true);
});
