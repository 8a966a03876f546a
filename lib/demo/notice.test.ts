import { afterAll, beforeAll, expect, it } from 'vitest';
import { actAs, type Harness, sarifOf, startHarness } from '#lib/services/testing.ts';
import { getDemoNotice } from './notice.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

it('the notice counts what of the demo the caller sees, archived ones too, and says whether there is more', async () => {
  expect(await getDemoNotice(harness.ctx)).toEqual({ repositories: 0, archived: 0, beside: false });
  for (const repo of ['demo/one', 'demo/two', 'demo/old']) await harness.deliver({ repo }, sarifOf([]));
  await harness.admin`update repositories set demo = true, archived = full_name = 'demo/old'`;
  expect(await getDemoNotice(harness.ctx)).toEqual({ repositories: 3, archived: 1, beside: false });
  await harness.deliver({ repo: 'acme/real' }, sarifOf([]));
  expect(await getDemoNotice(harness.ctx)).toEqual({ repositories: 3, archived: 1, beside: true });
  const { orgId } = harness.ctx;
  const reader = await actAs(harness, { kind: 'api_token', orgId, role: 'viewer', scopes: ['demo/one'] });
  expect(await getDemoNotice(reader)).toEqual({ repositories: 1, archived: 0, beside: false });
});
