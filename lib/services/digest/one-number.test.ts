import { afterAll, beforeAll, expect, it } from 'vitest';
import { countFixes } from '#db/queries/queue.ts';
import { actionListParams } from '#lib/contracts/action.ts';
import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import { getActions } from '#lib/views/action/get-actions.ts';
import { draftDigest } from '#lib/views/digest/draft-digest.ts';
import { readWeek } from '#lib/views/digest/read-week.ts';
import { getToday } from '#lib/views/posture/get-today.ts';
import { bomOf } from '../advisory/testing.ts';
import { cveOf } from '../feed/testing.ts';
import { type Harness, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  for (const [serial, repo] of ['acme/a', 'acme/b', 'acme/c'].entries()) {
    tick(harness, 1);
    await harness.deliver({ repo, pipeline: 'tool' }, bomOf([{ id: cveOf(1) }], 'tool', serial + 1));
  }
});
afterAll(() => harness.close());

async function numbersFor(
  readScope: ReadScope,
): Promise<{ digest: number; today: number; queue: number; fixes: number }> {
  const ctx = { ...harness.ctx, readScope };
  const week = await readWeek(harness.sql, ctx.orgId, harness.clock.now);
  const fixes = await countFixes(harness.sql, readScope);
  return {
    fixes,
    digest: draftDigest(week, readScope, fixes).actions.total,
    today: (await getToday(ctx)).actions_total.value,
    queue: (await getActions(ctx, actionListParams.parse({ limit: 1 }))).total.value,
  };
}

it('digest, Today and queue count one fix in several repositories as one, for each reader', async () => {
  const stored = await harness.sql<{ repoId: number }[]>`select repo_id from actions where open > 0 order by 1`;
  expect(stored).toHaveLength(3);
  const [first] = stored;
  for (const repositories of ['all' as const, stored.map(({ repoId }) => repoId), [first?.repoId ?? 0]]) {
    const { digest, today, queue, fixes } = await numbersFor({ ...harness.ctx.readScope, repositories });
    expect(fixes).toBe(1);
    expect([digest, today]).toEqual([queue, queue]);
  }
});
