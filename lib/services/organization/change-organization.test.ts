import { afterAll, expect, it } from 'vitest';
import { organizationChange } from '#lib/contracts/organization.ts';
import { actAs, startHarness } from '#lib/services/testing.ts';
import { getOrganization } from '#lib/views/access/get-organization.ts';
import { getAudit } from '#lib/views/audit/get-audit.ts';
import { changeOrganization } from './change-organization.ts';

const harness = await startHarness();
const { orgId } = harness.ctx;
afterAll(() => harness.close());

it('an administrator renames the organization; the log has both names, and the same name again is no entry', async () => {
  const { slug, name: before } = await getOrganization(harness.ctx);
  await changeOrganization(harness.ctx, { name: 'Beta Works' });
  await changeOrganization(harness.ctx, { name: 'Beta Works' });
  expect(await getOrganization(harness.ctx)).toEqual({ slug, name: 'Beta Works', demo: false });
  const { items } = await getAudit(harness.ctx, { verb: 'organization.renamed', limit: 10 });
  expect(items.map(({ detail }) => detail)).toEqual([{ from: before, to: 'Beta Works' }]);
});

it('nobody else does', async () => {
  for (const role of ['security', 'developer', 'viewer', 'auditor'] as const) {
    const ctx = await actAs(harness, { kind: 'user', orgId, role });
    await expect(changeOrganization(ctx, { name: 'Mine' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(getOrganization(ctx)).rejects.toMatchObject({ code: 'forbidden' });
  }
});

it.each(['', ' ', 'a\r\nBcc: b@example.com', 'a\u202eb', '\u200b', 'x'.repeat(101)])(
  'the name %j is refused',
  (name) => {
    expect(organizationChange.safeParse({ name }).success).toBe(false);
  },
);
