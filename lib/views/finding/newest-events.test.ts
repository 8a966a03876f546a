import { afterAll, beforeAll, expect, it } from 'vitest';
import { findRepositoryByName } from '#db/queries/repositories.ts';
import { findEvents } from '#db/queries/timeline.ts';
import { type Harness, sarifOf, startHarness, tick } from '#lib/services/testing.ts';
import { inProcessReader } from '#lib/services/upload/read/in-process.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());

it('a history that is cut ends with the oldest events, not the newest', async () => {
  const repo = 'acme/web';
  const report = sarifOf([{ rule: 'r', file: 'a.ts', line: 1, code: 'call()' }]);
  await harness.deliver({ repo }, report);
  tick(harness, 5);
  await harness.deliver({ repo }, sarifOf([]));
  tick(harness, 5);
  await harness.deliver({ repo }, report);
  const { orgId } = harness.ctx;
  const repository = await findRepositoryByName(harness.sql, { orgId }, repo);
  const kinds = async (limit: number) =>
    (await findEvents(harness.sql, { orgId, repoId: repository?.id ?? 0 }, 1, limit)).map((event) => event.kind);
  expect(await kinds(10)).toEqual(['reopened', 'fixed', 'introduced']);
  expect(await kinds(2)).toEqual(['reopened', 'fixed']);
});
