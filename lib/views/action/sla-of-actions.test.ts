import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ActionListView, actionListParams } from '#lib/contracts/action.ts';
import { slaView } from '#lib/contracts/sla.ts';
import { changeSla } from '#lib/services/exception/change-sla.ts';
import { recountDue } from '#lib/services/exception/recount-due.ts';
import { type FakeResult, type Harness, sarifOf, startHarness, tick } from '#lib/services/testing.ts';
import { inProcessReader } from '#lib/services/upload/read/in-process.ts';
import { getToday } from '#lib/views/posture/get-today.ts';
import { getActions } from './get-actions.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());
beforeEach(async () => {
  await harness.admin`truncate repositories, decision_policies cascade`;
});

/** SARIF states high, medium or low by level: due in 30, 60 or 180 days. */
const result = (rule: string, level: FakeResult['level']): FakeResult => ({
  ...{ rule, file: `${rule}.ts`, line: 1, code: `use(${rule})` },
  ...(level === undefined ? {} : { level }),
});
const WORST = result('worst', 'error');
const MIDDLE = result('middle', 'warning');

const list = (params: Record<string, unknown>): Promise<ActionListView> =>
  getActions(harness.ctx, actionListParams.parse({ category: 'sast', ...params }));
const names = async (params: Record<string, unknown>): Promise<string[]> =>
  (await list(params)).items.map(({ title }) => /worst|middle/.exec(title)?.[0] ?? title);
const days = (count: number) => tick(harness, count * 24 * 60);
const report = (results: FakeResult[], repo = 'acme/web') =>
  harness.deliver({ repo, commit: harness.clock.now.getTime().toString(16).padStart(40, '0') }, sarifOf(results));

describe('the SLA of fixes', () => {
  it('is at risk from 80 % of its time on, then overdue; Today says how many as the list does', async () => {
    await report([WORST, MIDDLE]);
    const all = await list({});
    expect(all.items.map(({ at_risk, overdue }) => at_risk || overdue)).toEqual([false, false]);
    const given = (new Date(all.items[0]?.due_at ?? '').getTime() - harness.clock.now.getTime()) / 86_400_000;
    expect(given).toBe(30);
    days(23.9);
    expect(await names({ sla: 'at_risk' })).toEqual([]);
    days(0.1);
    expect(await names({ sla: 'at_risk' })).toEqual(['worst']);
    expect(await names({ sla: 'overdue' })).toEqual([]);
    expect((await list({})).items.map(({ at_risk, overdue }) => [at_risk, overdue])).toEqual([
      [true, false],
      [false, false],
    ]);
    const counted = async () => {
      const { actions_sla } = await getToday(harness.ctx);
      const totals = [await list({ sla: 'overdue' }), await list({ sla: 'at_risk' })].map(({ total }) => total);
      expect([actions_sla.overdue, actions_sla.at_risk]).toEqual(totals);
      return totals.map(({ value }) => value);
    };
    expect(await counted()).toEqual([0, 1]);
    days(6.1);
    expect(await names({ sla: 'overdue' })).toEqual(['worst']);
    expect(await names({ sla: 'at_risk' })).toEqual([]);
    expect(await counted()).toEqual([1, 0]);
    days(20);
    expect(await counted()).toEqual([1, 1]);
    expect(await names({ sla: 'overdue', severity: 'medium' })).toEqual([]);
    // Fixed is neither.
    await report([MIDDLE]);
    expect(await counted()).toEqual([0, 1]);
  });

  it('is of each repository by itself, where a rule is broken in several', async () => {
    const [pin] = [{ ...WORST, rule: 'group' }];
    await report([pin], 'acme/web');
    days(25);
    await report([pin], 'acme/api');
    expect((await list({ sla: 'at_risk' })).items.map(({ repo }) => repo)).toEqual(['acme/web']);
  });

  it('is at risk in each repository alone, also where one fix is one row elsewhere in the queue', async () => {
    await report([WORST], 'acme/web');
    days(20);
    await report([WORST], 'acme/api');
    // As of a fix that is worked out once.
    await harness.admin`update actions set kind = 'pin', key = 'pin of both'`;
    days(25);
    expect((await list({})).items.map(({ repositories, overdue }) => [repositories.count, overdue])).toEqual([
      [2, true],
    ]);
    const { items, total } = await list({ sla: 'at_risk' });
    expect(items.map(({ repo, overdue, at_risk }) => [repo, overdue, at_risk])).toEqual([['acme/api', false, true]]);
    expect(total.value).toBe((await getToday(harness.ctx)).actions_sla.at_risk.value);
  });

  it('is of the first lane where BOD 26-04 gives three days, and of no other where it does not', async () => {
    await report([WORST, MIDDLE]);
    await harness.admin`update findings set severity = 4 where rule_id = 'worst'`;
    await harness.admin`update repositories set exposure = 'public'`;
    await changeSla(
      harness.ctx,
      slaView.parse({
        preset: 'bod_26_04',
        days: { critical: 7, high: 30, medium: 60, low: 180, info: null },
        by_criticality: {},
      }),
    );
    await recountDue(harness, harness.ctx);
    const { items, lanes } = await list({ lane: 'act_now' });
    expect(items.map(({ why }) => why[0]?.text)).toEqual(['BOD 26-04 gives three days']);
    expect(lanes.act_now).toEqual({ value: 1, relation: 'exact' });
    expect(await names({ lane: 'act_now' })).toEqual(['worst']);
    await changeSla(
      harness.ctx,
      slaView.parse({
        preset: 'severity',
        days: { critical: 7, high: 30, medium: 60, low: 180, info: null },
        by_criticality: {},
      }),
    );
    await recountDue(harness, harness.ctx);
    expect(await names({ lane: 'act_now' })).toEqual([]);
  });
});
