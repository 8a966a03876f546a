import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#lib/context.ts';
import { repositoryChange } from '#lib/contracts/repository.ts';
import { MOST_TREND_DAYS, type TrendView, trendChangeParams, trendParams } from '#lib/contracts/trend.ts';
import { narrowed } from '#lib/domain/access/read-scope.ts';
import { TREND_METRICS } from '#lib/domain/trend/metric.ts';
import { recount } from '#lib/services/recount.ts';
import { changeRepository } from '#lib/services/repository/change-repository.ts';
import { rollUp } from '#lib/services/rollup/roll-up.ts';
import { type Harness, sarifOf, startHarness, tick } from '#lib/services/testing.ts';
import { inProcessReader } from '#lib/services/upload/read/in-process.ts';
import { chooseScope } from '#lib/views/access/choose-scope.ts';
import { getTrend } from './get-trend.ts';
import { getTrendChanges } from './get-trend-changes.ts';

let harness: Harness;

const deliver = (repo: string, commit: string, ...lines: number[]) =>
  harness.deliver(
    { repo, commit: commit.repeat(40) },
    sarifOf(lines.map((line) => ({ rule: `r${line}`, file: 'a.ts', line, code: `call(${line})`, level: 'error' }))),
  );

async function nextDay(): Promise<void> {
  await rollUp(harness);
  // What comes after the last roll-up of a day belongs to it too.
  tick(harness, 10 * 60);
  await deliver('acme/late', 'a', 1);
  tick(harness, 14 * 60);
  await rollUp(harness);
}

const read = async (metric: string, more: Record<string, string> = {}, scope?: string): Promise<TrendView> => {
  const ctx = scope === undefined ? harness.ctx : await chooseScope(harness.ctx, scope);
  return getTrend(ctx, trendParams.parse({ metric, from: '2026-03-01', to: '2026-03-05', ...more }));
};
const values = ({ points }: Pick<TrendView, 'points'>, name: string) => points.map((point) => point.values[name]);

async function changes(ctx: Context, from: string, to: string, kind: string): Promise<number> {
  let count = 0;
  for (let cursor: string | undefined; ; ) {
    const page = await getTrendChanges(ctx, trendChangeParams.parse({ from, to, kind, cursor, limit: '2' }));
    count += page.items.length;
    if (page.next_cursor === null) return count;
    cursor = page.next_cursor;
  }
}

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  await deliver('acme/web', 'a', 1, 2, 3, 4);
  await nextDay();
  await deliver('acme/web', 'b', 2, 3, 4, 5);
  await nextDay();
  await deliver('acme/web', 'b', 1, 3, 4, 5, 6);
  await nextDay();
  await changeRepository(harness.ctx, 'acme/late', repositoryChange.parse({ archived: true }));
  await rollUp(harness);
});
afterAll(() => harness.close());

describe('trends', () => {
  it('say what opened, by where it came from, and what was fixed', async () => {
    const flow = await read('flow');
    // The first of March is from before everything; today is not over.
    expect(values(flow, 'first_scan')).toEqual([null, 5, 0, 0, 0]);
    expect(values(flow, 'introduced')).toEqual([null, 0, 1, 0, 0]);
    expect(values(flow, 'disclosed')).toEqual([null, 0, 0, 1, 0]);
    expect(values(flow, 'reopened')).toEqual([null, 0, 0, 1, 0]);
    expect(values(flow, 'fixed')).toEqual([null, 0, 1, 1, 0]);
    expect(flow.points.map(({ provisional }) => provisional)).toEqual([false, false, false, false, true]);
    expect(flow.definition).toContain('first scan');
  });

  it('lead to lists with as many rows', async () => {
    for (const scope of [undefined, 'repo:acme/web']) {
      const ctx = scope === undefined ? harness.ctx : await chooseScope(harness.ctx, scope);
      for (const by of ['day', 'week']) {
        for (const { from, to, values: of, changes: lists } of (await read('flow', { by, from: '2026-03-03' }, scope))
          .points) {
          for (const [kind, count] of Object.entries(of))
            expect([kind, await changes(ctx, from, to, kind)]).toEqual([kind, count]);
          expect(lists?.fixed).toContain(scope === undefined ? 'kind=fixed' : 'scope=repo:acme/web');
        }
      }
    }
  });

  it('keep what was open on each day, by its severity of then', async () => {
    expect(values(await read('open'), 'high')).toEqual([null, 5, 5, 6, 5]);
    expect(values(await read('open', {}, 'repo:acme/web'), 'high')).toEqual([null, 4, 4, 5, 5]);
  });

  it('measure a day once, when it is over', async () => {
    const ages = await read('age');
    expect(values(ages, 'under_7')).toEqual([null, 5, 5, 6, null]);
    expect(ages.points.at(-1)).toMatchObject({ provisional: true });
    expect(values(await read('time_to_fix', { by: 'week' }), 'high')).toEqual([null, 1]);
    expect(values(await read('half_fixed', { by: 'week' }), 'high')).toEqual([null, null]);
    await harness.admin`update organization_days set measures = jsonb_set(measures, '{fixedAges,high}', '{"1": 9}')
      where day = '2026-03-03'`;
    // From before the period, too.
    const halves = { from: '2026-03-04', to: '2026-03-04' };
    expect(values(await read('half_fixed', halves), 'high')).toEqual([1]);
    await harness.admin`update organization_days set measures = jsonb_set(measures, '{fixedAges,high}', '{"1": 1}')
      where day = '2026-03-03'`;
    expect(values(await read('sla', { by: 'week' }), 'compliance')).toEqual([null, 1]);
    expect(values(await read('coverage'), 'fresh')).toEqual([null, 1 / 6, 1 / 6, 1 / 6, null]);
    expect(values(await read('noise'), 'false_positives')).toEqual([null, null, 0, 0, null]);
    const before = await harness.sql`select * from organization_days where final order by day`;
    expect(before).toHaveLength(3);
    await harness.admin`update repository_days set introduced = introduced + 7`;
    await rollUp(harness);
    expect(await harness.sql`select * from organization_days where final order by day`).toEqual(before);
    await harness.admin`update repository_days set introduced = introduced - 7`;
    await rollUp(harness);
  });

  it('say rates, and nothing where there is nothing to divide by', async () => {
    expect(values(await read('net_resolve', { by: 'month' }), 'rate')).toEqual([expect.closeTo(1 / 7)]);
    expect(values(await read('recurrence', { by: 'week' }), 'rate')).toEqual([null, 0.5]);
    expect(values(await read('recurrence'), 'rate')).toEqual([null, null, 0, 1, null]);
  });

  it('compare with parts of the organization, and with the time before', async () => {
    const view = await read('open', { against: 'repo:acme/web,repo:acme/late', previous: 'true' });
    expect(view.against.map(({ scope }) => scope)).toEqual(['repo:acme/web', 'repo:acme/late']);
    expect(view.against.map((line) => values(line, 'high'))).toEqual([
      [null, 4, 4, 5, 5],
      [null, 1, 1, 1, null],
    ]);
    expect(view.previous?.map(({ from }) => from)).toEqual([
      '2026-02-24',
      '2026-02-25',
      '2026-02-26',
      '2026-02-27',
      '2026-02-28',
    ]);
    await expect(read('open', { against: 'repo:acme/none' })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('have every metric, with its definition and series, also where nothing is known', async () => {
    for (const metric of TREND_METRICS) {
      const view = await read(metric, { from: '2025-01-01', to: '2025-03-01', by: 'month' });
      expect(view.points).toHaveLength(3);
      expect(view.points.flatMap((point) => Object.values(point.values)).every((value) => value === null)).toBe(true);
      for (const point of view.points) expect(Object.keys(point.values)).toEqual(view.series);
    }
  });

  it('weigh each repository as it was weighed then', async () => {
    const both = { ...harness.ctx, readScope: narrowed(harness.ctx.readScope, [1, 2]) };
    const asked = trendParams.parse({ metric: 'score', from: '2026-03-02', to: '2026-03-04' });
    const before = await getTrend(both, asked);
    expect(values(before, 'score')).toEqual([expect.any(Number), expect.any(Number), expect.any(Number)]);
    await changeRepository(harness.ctx, 'acme/web', repositoryChange.parse({ criticality: 'critical' }));
    expect(await getTrend(both, asked)).toEqual(before);
    await changeRepository(harness.ctx, 'acme/web', repositoryChange.parse({ criticality: 'normal' }));
  });

  it('leave out what did not count then, as their lists do', async () => {
    const both = { ...harness.ctx, readScope: narrowed(harness.ctx.readScope, [1, 2]) };
    const day = '2026-03-02';
    const counts = async () => [
      values(await getTrend(both, trendParams.parse({ metric: 'flow', from: day, to: day })), 'first_scan')[0],
      await changes(both, day, day, 'first_scan'),
    ];
    expect(await counts()).toEqual([5, 5]);
    const [was] = await harness.sql<
      { archived: boolean | null }[]
    >`select archived from repository_days where repo_id = 2 and day = ${day}::text::date`;
    await harness.admin`update repository_days set archived = true where repo_id = 2 and day = ${day}::text::date`;
    expect(await counts()).toEqual([4, 4]);
    await harness.admin`
      update repository_days set archived = ${was?.archived ?? null} where repo_id = 2 and day = ${day}::text::date`;
  });

  it('say from which day on another formula holds, also where the day before is not shown', async () => {
    await harness.admin`update organization_days set formula = formula - 1 where day < '2026-03-03'`;
    const since = [{ day: '2026-03-03', text: expect.stringMatching(/^Version \d+ of the formula of the score$/) }];
    expect((await read('score')).annotations).toEqual(since);
    expect((await read('score', { from: '2026-03-03' })).annotations).toEqual(since);
    await harness.admin`update organization_days set formula = formula + 1 where day < '2026-03-03'`;
  });

  it('say when due dates changed', async () => {
    await harness.admin`
      insert into decision_policies (org_id, sla, four_eyes, accepted_days, false_positive_days, changed_at)
      values (${harness.ctx.orgId}, '{"days": {}, "byCriticality": {}}', false, 90, null, '2026-03-03T10:00:00Z')`;
    expect((await read('sla')).annotations).toEqual([
      { day: '2026-03-03', text: expect.stringContaining('Due dates') },
    ]);
    await harness.admin`delete from decision_policies`;
  });

  it.each([
    [{ metric: 'weather' }, 'metric'],
    [{ from: '1999-01-01' }, 'must not be before 2000'],
    [{ from: '2026-03-06', to: '2026-03-05' }, 'must not be before from'],
    [{ from: '2006-03-05' }, `${MOST_TREND_DAYS} days`],
    [{ against: 'a,b,c,d,e,f' }, 'more than 5'],
  ])('refuse %o', (more, message) => {
    const parsed = trendParams.safeParse({ metric: 'open', from: '2026-03-01', to: '2026-03-05', ...more });
    expect(JSON.stringify(parsed.error?.issues)).toContain(message);
  });
  it('refuse days to come', async () => {
    await expect(read('open', { to: '2026-03-06' })).rejects.toMatchObject({ code: 'invalid_input' });
  });
  it('rest on rows that a recount agrees with', async () => {
    expect((await recount(harness.systemSql)).differences).toEqual([]);
  });
});
