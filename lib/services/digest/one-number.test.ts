import { afterAll, beforeAll, expect, it } from 'vitest';
import { countFixes } from '#db/queries/queue.ts';
import { actionListParams } from '#lib/contracts/action.ts';
import { cadenceParams } from '#lib/contracts/cadence.ts';
import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import { getActions } from '#lib/views/action/get-actions.ts';
import { getCadence } from '#lib/views/coverage/get-cadence.ts';
import { composeDigest } from '#lib/views/digest/compose-digest.ts';
import { draftDigest } from '#lib/views/digest/draft-digest.ts';
import { readChosen } from '#lib/views/digest/read-chosen.ts';
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

it('cadence by day counts the reports that came, and says nothing of days before the first', async () => {
  const { items } = await getCadence(harness.ctx, cadenceParams.parse({ by: 'day' }));
  const days = items.flatMap(({ cells }) => cells.map((cell) => cell.days ?? []));
  const today = harness.clock.now.toISOString().slice(0, 10);
  expect(days.map((of) => [of.length, of.at(-1)])).toEqual(
    Array(3).fill([30, { day: today, reports: 1, state: 'reported' }]),
  );
  expect(
    days.every((of) => of.slice(0, -1).every(({ state, reports }) => state === 'unknown' && reports === null)),
  ).toBe(true);
  const [now] = (await getCadence(harness.ctx, cadenceParams.parse({}))).items;
  expect(now?.cells.map((cell) => cell.days)).toEqual([null]);
});

it('digest, Today and cadence count as many that went quiet, for each reader', async () => {
  await harness.admin`update streams set reports = 9, report_interval = 86400, last_report_at = ${harness.clock.now}::timestamptz - interval '9 days'`;
  await harness.admin`update streams set retired_at = ${harness.clock.now} where repo_id = (select max(id) from repositories)`;
  const stored = await harness.sql<{ id: number }[]>`select id from repositories order by 1`;
  for (const [repositories, count] of [
    ['all' as const, 2],
    [[stored[0]?.id ?? 0], 1],
    [[stored[2]?.id ?? 0], 0],
  ] as const) {
    const ctx = { ...harness.ctx, readScope: { ...harness.ctx.readScope, repositories } };
    const week = await readWeek(harness.sql, ctx.orgId, harness.clock.now);
    const draft = draftDigest(week, ctx.readScope, 0);
    const chosen = await readChosen(harness.sql, { orgId: ctx.orgId }, [draft]);
    const digest = composeDigest(week, draft, chosen, {
      ...{ week: '2026-W10', about: { kind: 'organization', name: 'Acme', whole: true } },
      recipient: { name: 'Ada', timeZone: 'UTC', minimal: false },
    });
    const today = await getToday(ctx);
    const cadence = await getCadence(ctx, cadenceParams.parse({ state: 'silent' }));
    expect([digest.silent.total, today.silent_total, today.silent.length, cadence.silent.streams]).toEqual(
      Array(4).fill(count),
    );
    expect(cadence.items.reduce((sum, { silent }) => sum + silent, 0)).toBe(count);
    expect(cadence.total.value).toBe(cadence.silent.pipelines);
  }
});
