import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findUpload, type Upload } from '#db/queries/uploads.ts';
import { inTransaction } from '#db/transaction.ts';
import { changeListParams, principalListParams } from '#lib/contracts/privilege.ts';
import { snapshotListParams } from '#lib/contracts/privilege-snapshot.ts';
import { retentionChange, retentionPreviewParams } from '#lib/contracts/retention.ts';
import { about, accessInventory, type Data, person, REPO } from '#lib/inventories/github/access/testing.ts';
import { getAudit } from '#lib/views/audit/get-audit.ts';
import { getChanges } from '#lib/views/privilege/get-changes.ts';
import { getPrincipal } from '#lib/views/privilege/get-principal.ts';
import { getPrincipals } from '#lib/views/privilege/get-principals.ts';
import { getSnapshots } from '#lib/views/privilege/get-snapshots.ts';
import { getRetention } from '#lib/views/retention/get-retention.ts';
import { previewRetention } from '#lib/views/retention/preview-retention.ts';
import { cancelReview } from '../access-review/cancel-review.ts';
import { beginReview, personOf } from '../access-review/testing.ts';
import { findPaths } from '../path/find-paths.ts';
import { recount } from '../recount.ts';
import { addRepository } from '../repository/add-repository.ts';
import { type Harness, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { changeRetention } from './change-retention.ts';
import { sweepPrivileges } from './sweep-privileges.ts';

const DAY = 24 * 60;
let harness: Harness;
let scope = { orgId: 0, repoId: 0 };
let uploads: Upload[] = [];

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  const of = { fullName: 'github/acme', defaultBranch: 'current', demo: false, kind: 'system' as const };
  const { orgId, clock, sql } = { ...harness, orgId: harness.ctx.orgId };
  const { id } = await inTransaction(sql, (tx) => addRepository(tx, { orgId }, { ...of, now: clock.now }));
  scope = { orgId, repoId: id };
  // On the first days of four months: tomas comes and goes, and a deploy key is replaced by one that reads.
  await month(1, { collaborators: admins('tomas'), personal_access_tokens: [] });
  await findPaths(harness, scope);
  await month(2, { collaborators: admins('ines'), deploy_keys: KEY_READS });
  await findPaths(harness, scope);
  await month(3, { collaborators: admins('ines', 'rosa'), deploy_keys: KEY_READS });
  await month(4, { collaborators: admins('rosa'), deploy_keys: KEY_READS });
});
afterAll(() => harness.close());

const KEY_READS = [about(REPO, [{ id: 51, title: 'key', read_only: true }])];
const NUMBERS: Readonly<Record<string, number>> = { rosa: 11, ines: 12, tomas: 13 };
const admins = (...names: string[]): Data[] => [
  about(
    REPO,
    names.map((name) => ({ ...person(name, NUMBERS[name] ?? 0), permissions: { admin: true, push: true } })),
  ),
];

async function month(number: number, change: Record<string, Data[]>): Promise<void> {
  const at = new Date(Date.UTC(2026, number - 1, 1, 6));
  harness.clock.now = new Date(at.getTime() + 3_600_000);
  const params = {
    repo: 'github/acme',
    pipeline: 'inventory',
    scanner: 'plumbline-github',
    started_at: at.toISOString(),
  };
  const upload = await harness.deliver(params, accessInventory(at.toISOString(), change));
  expect(upload.state, upload.reason ?? '').toBe('processed');
  uploads = [...uploads, upload];
}

const numbers = async () =>
  (await getSnapshots(harness.ctx, snapshotListParams.parse({}))).items.map(({ number }) => number);
const changesOf = async (params: object = {}) => {
  const { items } = await getChanges(harness.ctx, changeListParams.parse({ limit: '50', ...params }));
  return items.map(({ snapshot, way, principal }) => `${snapshot} ${way} ${principal.name}`).sort();
};
const kept = async () =>
  Promise.all(
    uploads.map(async ({ number }) => (await findUpload(harness.sql, scope, number))?.bytesRemovedAt === null),
  );
const rows = (table: string) => harness.admin`select 1 from ${harness.admin(table)} where repo_id = ${scope.repoId}`;
const setDays = (days: number | null, confirm?: string) =>
  changeRetention(harness.ctx, { keep_privileges_days: days, ...(confirm === undefined ? {} : { confirm }) });

describe('keeping snapshots of who may do what for some days', () => {
  it('removes nothing without a policy, takes no less than a quarter, and asks before it removes', async () => {
    harness.clock.now = new Date(Date.UTC(2026, 4, 15));
    await sweepPrivileges(harness);
    expect(await numbers()).toEqual([4, 3, 2, 1]);
    for (const days of [89, 0, 3651, 90.5]) {
      expect(retentionChange.safeParse({ keep_privileges_days: days }).success).toBe(false);
      expect(retentionPreviewParams.safeParse({ keep_privileges_days: String(days) }).success).toBe(false);
    }
    const { privileges } = await getRetention(harness.ctx);
    expect(privileges).toMatchObject({ snapshots: 4, oldest_at: '2026-01-01T06:00:00.000Z' });
    const preview = await previewRetention(harness.ctx, { keep_privileges_days: 90 });
    expect(preview).toMatchObject({ snapshots: 2, inventories: 2, reports: 0, audit_entries: 0 });
    expect(preview.changes).toBe((await changesOf()).filter((text) => /^[12] /.test(text)).length);
    expect(preview.inventory_bytes).toBe((uploads[0]?.storedBytes ?? 0) + (uploads[1]?.storedBytes ?? 0));
    await expect(setDays(90)).rejects.toMatchObject({
      message: 'confirm: must be acme, because 2 snapshots of privileges would be removed for good.',
    });
    await setDays(90, 'acme');
    const { items } = await getAudit(harness.ctx, { verb: 'organization.retention_changed', limit: 10 });
    expect(items[0]?.detail).toEqual({ what: 'privileges', from: null, to: 90 });
  });

  it('keeps what a review of access that is not over was frozen from, and all since', async () => {
    const rosa = await personOf(harness, 'rosa', 'admin');
    const ben = await personOf(harness, 'ben', 'security');
    const due = new Date(Date.UTC(2026, 6, 1));
    const review = await beginReview(rosa, { people: [rosa.userId, ben.userId], escalateTo: rosa.userId, due });
    await harness.admin`update access_reviews set snapshots = jsonb_set(snapshots, '{0,number}', '2') where id = ${review}`;
    expect(await previewRetention(harness.ctx, { keep_privileges_days: 90 })).toMatchObject({ snapshots: 1 });
    await sweepPrivileges(harness);
    expect(await numbers()).toEqual([4, 3, 2]);
    await cancelReview(rosa, review, { note: 'over' });
    expect(await previewRetention(harness.ctx, { keep_privileges_days: 90 })).toMatchObject({ snapshots: 1 });
  });

  it('removes what is older with its changes, its paths and its inventories; what stands stays, and since when', async () => {
    const ada = await getPrincipals(harness.ctx, principalListParams.parse({ q: 'ines' }));
    const before = await getPrincipal(harness.ctx, ada.items[0]?.id ?? '');
    const changes = await changesOf({ since: '2026-03-01T00:00:00Z' });
    expect(changes).toContain('4 lost ines');
    expect(await rows('privilege_path_changes')).not.toHaveLength(0);
    await sweepPrivileges(harness);
    await sweepPrivileges(harness);
    expect(await numbers()).toEqual([4, 3]);
    expect(await changesOf()).toEqual(changes);
    expect(await kept()).toEqual([false, false, true, true]);
    expect(await getPrincipal(harness.ctx, ada.items[0]?.id ?? '')).toEqual(before);
    expect(before.first_seen).toBe('2026-01-01T06:00:00.000Z');
    // Of the runs only the newest is left, with what it changed; what its time is of is kept without its content.
    expect(await harness.sql`select upload from privilege_path_runs`).toEqual([{ upload: uploads[1]?.number }]);
    expect(
      await harness.sql`select number, changes, sections from privilege_snapshots where removed_at is not null`,
    ).toEqual([
      { number: 1, changes: 0, sections: [] },
      { number: 2, changes: 0, sections: [] },
    ]);
    expect(await harness.sql`select 1 from privilege_grants where until < 3`).toHaveLength(0);
    const { items } = await getAudit(harness.ctx, { verb: 'privilege.removed', limit: 10 });
    expect(
      items.map(({ actor, detail: { system, snapshots, inventories, keep_days } }) => [
        ...[actor.kind, system, snapshots, inventories, keep_days],
      ]),
    ).toEqual([
      ['system', 'github/acme', 1, 1, 90],
      ['system', 'github/acme', 1, 1, 90],
    ]);
    expect(await recount(harness.sql)).toEqual({ differences: [] });
  });

  it('compares snapshots that are there, and says that others are not', async () => {
    expect(await changesOf({ system: 'github/acme', from: '3' })).toContain('4 lost ines');
    await expect(changesOf({ system: 'github/acme', from: '2' })).rejects.toMatchObject({
      code: 'invalid_input',
      message: 'from is of a snapshot that the retention policy removed; the oldest that is kept is 3.',
    });
  });

  it('keeps the newest of a system however old it is, and goes on with the next one', async () => {
    tick(harness, 400 * DAY);
    await sweepPrivileges(harness);
    expect(await numbers()).toEqual([4]);
    expect(await kept()).toEqual([false, false, false, true]);
    const at = harness.now();
    await month(18, { collaborators: admins('tomas'), deploy_keys: KEY_READS });
    expect(harness.now().getTime()).toBeGreaterThan(at.getTime() - 400 * DAY * 60_000);
    expect(await changesOf({ since: '2027-01-01T00:00:00Z' })).toEqual(
      expect.arrayContaining(['5 lost rosa', '5 gained tomas']),
    );
    expect(await recount(harness.sql)).toEqual({ differences: [] });
  });
});
