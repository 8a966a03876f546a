import { afterAll, beforeAll, expect, it } from 'vitest';
import { limitsChange } from '#lib/contracts/limits.ts';
import { getAudit } from '#lib/views/audit/get-audit.ts';
import { getLimits } from '#lib/views/limits/get-limits.ts';
import { actAs, type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { admitUpload } from '../upload/admit-upload.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { recountStored } from '../upload/recount-stored.ts';
import { changeLimits } from './change-limits.ts';

let harness: Harness;
let ctx: Harness['ctx'];

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  const env = { ...harness.env, UPLOADS_PER_MINUTE: 10, ORGANIZATION_UPLOADS_PER_MINUTE: 20, UPLOADS_AT_ONCE: 100 };
  ctx = { ...harness.ctx, env };
});
afterAll(() => harness.close());

const deliver = (tokenId = 1) =>
  admitUpload({ ...ctx, credential: { kind: 'upload_token', name: 'ci', tokenId } }).then(
    () => 'admitted',
    (error) => String(error.message),
  );

it('are those of the installation at first, and none may be above them', async () => {
  expect(await getLimits(ctx)).toEqual({
    credential_uploads_per_minute: { chosen: null, installation: 10, used: 0 },
    uploads_per_minute: { chosen: null, installation: 20, used: 0 },
    stored_bytes: { chosen: null, installation: null, used: 0 },
  });
  await expect(changeLimits(ctx, { credential_uploads_per_minute: 11, uploads_per_minute: 21 })).rejects.toMatchObject({
    message: 'credential_uploads_per_minute: must be at most 10, which is what the installation allows.',
    fields: [{ path: 'credential_uploads_per_minute' }, { path: 'uploads_per_minute' }],
  });
  await changeLimits(ctx, { uploads_per_minute: 20 });
  await changeLimits(ctx, { uploads_per_minute: null });
  for (const wrong of [0, -1, 1.5, 1_000_001, '5']) {
    expect(limitsChange.safeParse({ uploads_per_minute: wrong }).success).toBe(false);
  }
});

it('hold from the next delivery on, are named by refusals, and their use is shown', async () => {
  await changeLimits(ctx, { credential_uploads_per_minute: 2, uploads_per_minute: 3 });
  expect([await deliver(), await deliver()]).toEqual(['admitted', 'admitted']);
  expect(await deliver()).toMatch(/^This credential has sent 2 reports.*may send 2 \(Settings, Limits\)/);
  expect(await deliver(2)).toBe('admitted');
  expect(await deliver(2)).toMatch(/^The organization has received 3 reports.*takes 3 \(Settings, Limits\)/);
  expect(await getLimits(ctx)).toMatchObject({
    credential_uploads_per_minute: { chosen: 2, installation: 10, used: 2 },
    uploads_per_minute: { chosen: 3, installation: 20, used: 3 },
  });
  tick(harness, 1);
  expect((await getLimits(ctx)).uploads_per_minute.used).toBe(0);
  await changeLimits(ctx, { credential_uploads_per_minute: null });
  for (let count = 0; count < 3; count += 1) expect(await deliver()).toBe('admitted');
  expect(await deliver()).toMatch(/^The organization has received/);
  await changeLimits(ctx, { uploads_per_minute: null });
  expect(await deliver()).toBe('admitted');
});

it('of stored bytes count what is there, also what came while nothing was limited', async () => {
  tick(harness, 10);
  const { storedBytes } = await harness.deliver({ repo: 'acme/kept' }, sarifOf([]));
  await changeLimits(ctx, { stored_bytes: storedBytes + 1 });
  expect(await deliver()).toBe('admitted');
  await changeLimits(ctx, { stored_bytes: null });
  const { storedBytes: more } = await harness.deliver({ repo: 'acme/more' }, sarifOf([]));
  await changeLimits(ctx, { stored_bytes: storedBytes + more });
  expect(await deliver()).toMatch(/may keep \d+ B \(Settings, Limits\)/);
  expect((await getLimits(ctx)).stored_bytes.used).toBe(storedBytes + more);
  await harness.admin`update uploads set state = 'rejected'`;
  await recountStored({ ...harness, env: ctx.env });
  expect(await deliver()).toBe('admitted');
});

it('are changed by administrators only, and every change is in the audit log', async () => {
  const { orgId } = ctx;
  for (const role of ['security', 'developer', 'viewer', 'auditor'] as const) {
    const other = await actAs(harness, { kind: 'user', orgId, role });
    await expect(changeLimits(other, { uploads_per_minute: 1 })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(getLimits(other)).rejects.toMatchObject({ code: 'forbidden' });
  }
  await changeLimits(ctx, { uploads_per_minute: null });
  const { items } = await getAudit(ctx, { verb: 'organization.limits_changed', limit: 10 });
  expect(items.slice(-5, -2).map(({ detail }) => detail)).toEqual([
    { uploads_per_minute: '3 → none' },
    { credential_uploads_per_minute: '2 → none' },
    { credential_uploads_per_minute: 'none → 2', uploads_per_minute: 'none → 3' },
  ]);
  expect(items).toHaveLength(8);
});
