import { afterAll, beforeAll, expect, it } from 'vitest';
import { findJobKeys } from '#db/queries/jobs.ts';
import { findUpload, type Upload } from '#db/queries/uploads.ts';
import { inTransaction } from '#db/transaction.ts';
import { soundInventory } from '#lib/inventories/github/testing.ts';
import { recount } from '../recount.ts';
import { addRepository } from '../repository/add-repository.ts';
import { type Harness, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { changePrivilegeSettings } from './change-privilege-settings.ts';
import { judgeInventories } from './judge-inventories.ts';

let harness: Harness;
let scope = { orgId: 0, repoId: 0 };

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  const of = { fullName: 'github/acme', defaultBranch: 'current', demo: false, kind: 'system' as const };
  const { orgId } = harness.ctx;
  const { id } = await inTransaction(harness.sql, (tx) =>
    addRepository(tx, { orgId }, { ...of, now: harness.clock.now }),
  );
  scope = { orgId, repoId: id };
});
afterAll(() => harness.close());

const open = async (rule: string): Promise<number> => {
  const [row] = await harness.sql<{ count: number }[]>`
    select count(*)::int as count from findings where repo_id = ${scope.repoId} and rule_id = ${rule} and state = 'open'`;
  return row?.count ?? 0;
};
const snapshots = () => harness.sql<{ number: number; upload: number }[]>`
  select number, upload from privilege_snapshots where repo_id = ${scope.repoId} order by number`;

/** What the job does, and the worker after it. */
async function settle(): Promise<Upload[]> {
  tick(harness, 5);
  const key = `judge:${scope.repoId}`;
  expect(await findJobKeys(harness.admin, [key])).toEqual(new Set([key]));
  await harness.admin`delete from graphile_worker._private_jobs where key = ${key}`;
  await judgeInventories(harness, scope);
  const waiting = await harness.sql<{ number: number }[]>`select number from uploads where state = 'received'`;
  const done: Upload[] = [];
  for (const { number } of waiting) {
    const upload = await findUpload(harness.sql, scope, number);
    if (upload !== null) done.push(await harness.process(upload));
  }
  return done;
}

it('inventories are judged again when what they are judged by changes: as they were, of their own time, and as no news', async () => {
  const document = { ...soundInventory('acme'), collected_at: '2026-03-01T06:00:00Z' };
  const params = { repo: 'github/acme', pipeline: 'inventory', scanner: 'plumbline-github' };
  const first = await harness.deliver(params, JSON.stringify(document));
  expect(first.state, first.reason ?? '').toBe('processed');
  expect(await open('secret-not-rotated')).toBe(0);

  await changePrivilegeSettings(harness.ctx, { secret_days: 1 });
  const [again, ...more] = await settle();
  expect(more).toEqual([]);
  expect(again).toMatchObject({
    state: 'processed',
    credentialKind: 'system',
    orderAt: first.orderAt,
    bytes: first.bytes,
  });
  expect(await open('secret-not-rotated')).toBeGreaterThan(0);
  expect(await snapshots()).toEqual([{ number: 1, upload: again?.number }]);

  // As the same bytes from outside change nothing: they are the delivery that is known.
  expect((await harness.accept(params, JSON.stringify(document))).duplicate).toBe(true);

  await changePrivilegeSettings(harness.ctx, { secret_days: 365 });
  expect(await settle()).toMatchObject([{ state: 'processed' }]);
  expect(await open('secret-not-rotated')).toBe(0);
  expect(await recount(harness.sql)).toEqual({ differences: [] });

  // A newer one that is held would be settled by what is older.
  await harness.admin`update streams set held_upload = 1 where repo_id = ${scope.repoId}`;
  await changePrivilegeSettings(harness.ctx, { secret_days: 300 });
  expect(await settle()).toEqual([]);
  await harness.admin`update streams set held_upload = null where repo_id = ${scope.repoId}`;
  await changePrivilegeSettings(harness.ctx, { secret_days: 365 });
  await settle();

  // What changes nothing judges nothing.
  await changePrivilegeSettings(harness.ctx, { secret_days: 365 });
  expect(await findJobKeys(harness.admin, [`judge:${scope.repoId}`])).toEqual(new Set());
});
