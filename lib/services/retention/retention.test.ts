import { stat } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findUpload, type Upload } from '#db/queries/uploads.ts';
import { retentionChange, retentionPreviewParams } from '#lib/contracts/retention.ts';
import { encodeId } from '#lib/ids.ts';
import { getAudit } from '#lib/views/audit/get-audit.ts';
import { getRetention } from '#lib/views/retention/get-retention.ts';
import { previewRetention } from '#lib/views/retention/preview-retention.ts';
import { openRawUpload } from '#lib/views/upload/get-raw-upload.ts';
import { getUpload } from '#lib/views/upload/get-upload.ts';
import { recount } from '../recount.ts';
import { actAs, type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { sweepBlobs } from '../upload/sweep.ts';
import { changeRetention } from './change-retention.ts';
import { sweepReports } from './sweep-reports.ts';

const DAY = 24 * 60;
const report = (...names: string[]) =>
  sarifOf(names.map((name) => ({ rule: 'r', file: `${name}.ts`, line: 1, code: `call(${name});` })));

let harness: Harness;
let old: Upload;
let current: Upload;
let waiting: Upload;
let held: Upload;
let recent: Upload;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  const many = Array.from({ length: 40 }, (_, index) => `f${index}`);
  old = await harness.deliver({ repo: 'acme/web' }, report('a', 'b', 'c'));
  tick(harness, 60);
  current = await harness.deliver({ repo: 'acme/web' }, report('a', 'b'));
  await harness.deliver({ repo: 'acme/big' }, report(...many));
  tick(harness, 60);
  held = await harness.deliver({ repo: 'acme/big' }, report('f1'));
  waiting = (await harness.accept({ repo: 'acme/api' }, report('d'))).upload;
  tick(harness, 50 * DAY);
  await harness.deliver({ repo: 'acme/new' }, report('x'));
  tick(harness, 60);
  recent = await harness.deliver({ repo: 'acme/new' }, report('x', 'y'));
});
afterAll(() => harness.close());

const now = async (upload: Upload) => findUpload(harness.sql, harness.scopeOf(upload), upload.number);
const isKept = async (upload: Upload) => {
  const file = await stat(harness.blobs.pathOf(upload.blob)).catch(() => null);
  expect((await now(upload))?.bytesRemovedAt === null).toBe(file !== null);
  return file !== null;
};
const idOf = (upload: Upload) => encodeId('upload', upload);
const change = (days: number | null, confirm?: string) =>
  changeRetention(harness.ctx, { keep_reports_days: days, ...(confirm === undefined ? {} : { confirm }) });

describe('keeping reports for some days', () => {
  it('is previewed, needs the name typed where it removes, and is in the log with before and after', async () => {
    expect(held.state).toBe('held');
    const before = await getRetention(harness.ctx);
    expect(before).toMatchObject({ keep_reports_days: null, stored: { reports: 7 } });
    expect(await previewRetention(harness.ctx, { keep_reports_days: 30 })).toMatchObject({
      reports: 1,
      bytes: old.storedBytes,
      ...{ audit_entries: 0, snapshots: 0, inventories: 0 },
    });
    expect(await previewRetention(harness.ctx, { keep_reports_days: 365 })).toMatchObject({ reports: 0, bytes: 0 });
    for (const wrong of [undefined, '', 'Acme', 'acm']) {
      await expect(change(30, wrong)).rejects.toMatchObject({ code: 'invalid_input', fields: [{ path: 'confirm' }] });
    }
    expect((await getRetention(harness.ctx)).keep_reports_days).toBeNull();
    await change(365);
    await change(30, 'acme');
    await change(30);
    await change(60);
    await change(30, 'acme');
    const { items } = await getAudit(harness.ctx, { verb: 'organization.retention_changed', limit: 10 });
    expect(items.map(({ detail }) => [detail.from, detail.to])).toEqual([
      [60, 30],
      [30, 60],
      [365, 30],
      [null, 365],
    ]);
  });

  it('removes what is older, but nothing current, held or unread; the rest is as it was', async () => {
    await sweepReports(harness);
    await sweepReports(harness);
    const kept = await Promise.all([old, current, held, waiting, recent].map(isKept));
    expect(kept).toEqual([false, true, true, true, true]);
    expect((await getRetention(harness.ctx)).stored.reports).toBe(6);
    const { items } = await getAudit(harness.ctx, { verb: 'upload.removed', limit: 10 });
    expect(items.map(({ actor, detail }) => [actor.kind, detail])).toEqual([
      ['system', { reports: 1, bytes: old.storedBytes, keep_days: 30 }],
    ]);
    expect(await recount(harness.sql)).toEqual({ differences: [] });
    expect(await harness.process(waiting)).toMatchObject({ state: 'processed', introduced: 1 });
  });

  it('is said of the upload, in its view and in place of its bytes', async () => {
    expect(await getUpload(harness.ctx, idOf(old))).toMatchObject({
      raw: 'removed',
      raw_removed_at: harness.now().toISOString(),
      parsed: 3,
    });
    await expect(openRawUpload(harness.ctx, idOf(old))).rejects.toMatchObject({
      code: 'not_found',
      message: /removed on 2026-04-21 by the retention policy/,
    });
    expect(await getUpload(harness.ctx, idOf(current))).toMatchObject({ raw: 'redacted', raw_removed_at: null });
    const { stream } = await openRawUpload(harness.ctx, idOf(current));
    expect(await text(stream)).toContain('a.ts');
  });

  it('leaves to the sweep what could not be removed at once', async () => {
    await harness.admin`update uploads set bytes_removed_at = ${harness.now()}
      where repo_id = ${recent.repoId} and number = ${recent.number - 1}`;
    const left = await findUpload(harness.sql, harness.scopeOf(recent), recent.number - 1);
    for (let hour = 0; hour < 24; hour += 1) {
      const at = Date.now() + (2 * DAY + hour * 60) * 60_000;
      await sweepBlobs({ ...harness, now: () => new Date(at) });
    }
    expect(await isKept(left ?? recent)).toBe(false);
    expect(await isKept(recent)).toBe(true);
  });
});

describe('keeping no report once it is read', () => {
  it('removes current ones too; the next report is compared as before, also after an upgrade', async () => {
    tick(harness, 60);
    await change(0, 'acme');
    await sweepReports(harness);
    expect(await Promise.all([current, held, recent].map(isKept))).toEqual([false, true, false]);
    const again = await harness.deliver({ repo: 'acme/web', commit: 'b'.repeat(40) }, report('a', 'b'));
    expect(again).toMatchObject({ state: 'processed', introduced: 0, fixed: 0, unchanged: 2 });
    await sweepReports(harness);
    tick(harness, 60);
    await harness.admin`update uploads set reader_version = 7 where repo_id = ${current.repoId}`;
    const after = await harness.deliver({ repo: 'acme/web' }, report('a', 'b', 'e'));
    expect(after).toMatchObject({ state: 'processed', introduced: 1, fixed: 0 });
    expect(await recount(harness.sql)).toEqual({ differences: [] });
  });

  it('ends when everything is kept again', async () => {
    await change(null);
    await sweepReports(harness);
    const stored = (await getRetention(harness.ctx)).stored.reports;
    tick(harness, 400 * DAY);
    await sweepReports(harness);
    expect((await getRetention(harness.ctx)).stored.reports).toBe(stored);
  });
});

it('nobody but an administrator sees or changes it, and only sensible numbers are taken', async () => {
  const { orgId } = harness.ctx;
  for (const role of ['security', 'developer', 'viewer', 'auditor'] as const) {
    const ctx = await actAs(harness, { kind: 'user', orgId, role });
    await expect(changeRetention(ctx, { keep_reports_days: 1 })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(getRetention(ctx)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(previewRetention(ctx, { keep_reports_days: 1 })).rejects.toMatchObject({ code: 'forbidden' });
  }
  for (const days of [-1, 3651, 1.5, '30', Number.NaN]) {
    expect(retentionChange.safeParse({ keep_reports_days: days }).success).toBe(false);
  }
  for (const days of ['-1', '3651', '1.5', 'x', '1e9']) {
    expect(retentionPreviewParams.safeParse({ keep_reports_days: days }).success).toBe(false);
  }
});
