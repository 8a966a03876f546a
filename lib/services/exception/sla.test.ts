import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionListParams } from '#lib/contracts/action.ts';
import { findingFacetParams, findingListParams } from '#lib/contracts/finding.ts';
import { slaView } from '#lib/contracts/sla.ts';
import { getActions } from '#lib/views/action/get-actions.ts';
import { getFindingFacets } from '#lib/views/finding/get-finding-facets.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { recount } from '../recount.ts';
import { type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { changeSla } from './change-sla.ts';
import { recountDue } from './recount-due.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  await harness.deliver({}, sarifOf([{ rule: 'a', file: 'a.ts', line: 1, code: 'a()', level: 'error' }]));
});
afterAll(() => harness.close());

const dates = async () => {
  const [finding] = (await getFindings(harness.ctx, findingListParams.parse({}))).items;
  const [action] = (await getActions(harness.ctx, actionListParams.parse({}))).items.filter(({ open }) => open > 0);
  return [finding?.due_at?.slice(0, 10), action?.due_at?.slice(0, 10), finding?.at_risk, finding?.overdue];
};
const found = async (sla: 'at_risk' | 'overdue') =>
  (await getFindings(harness.ctx, findingListParams.parse({ sla }))).items.length;
/** What each click of the facet would leave, beside what is chosen. */
const offered = async (params: Record<string, unknown> = {}) => {
  const { sla } = await getFindingFacets(harness.ctx, findingFacetParams.parse(params));
  return sla?.map(({ value, count, selected }) => [value, count, selected]);
};
const days = (high: number | null) => ({ critical: 7, high, medium: 60, low: 180, info: null });
const set = (sla: unknown) => changeSla(harness.ctx, slaView.parse(sla));

describe('due dates', () => {
  it('are those of the organization: of findings at once, of actions when the job has run', async () => {
    expect(await dates()).toEqual(['2026-04-01', '2026-04-01', false, false]);
    await set({ preset: 'severity', days: days(10), by_criticality: {} });
    expect(await dates()).toEqual(['2026-03-12', '2026-04-01', false, false]);
    await recountDue(harness, harness.ctx);
    expect(await dates()).toEqual(['2026-03-12', '2026-03-12', false, false]);
    const [job] = await harness.systemSql`select key from graphile_worker._private_jobs where key like 'due:%'`;
    expect(job).toBeDefined();
    tick(harness, 9 * 24 * 60);
    expect((await dates()).slice(2)).toEqual([true, false]);
    expect([await found('at_risk'), await found('overdue')]).toEqual([1, 0]);
    await set({ preset: 'severity', days: days(10), by_criticality: { normal: { high: 5 } } });
    expect((await dates()).slice(2)).toEqual([false, true]);
    expect([await found('at_risk'), await found('overdue')]).toEqual([0, 1]);
    expect(await offered()).toEqual([
      ['at_risk', 0, false],
      ['overdue', 1, false],
    ]);
    // A facet leaves its own choice out, and no other one.
    expect(await offered({ sla: 'at_risk' })).toEqual([
      ['at_risk', 0, true],
      ['overdue', 1, false],
    ]);
    for (const other of [{ severity: ['low'] }, { state: ['fixed'] }, { rule: 'none' }]) {
      expect((await offered(other))?.map(([, count]) => count)).toEqual([0, 0]);
    }
  });

  it('come from CISA where the organization says so', async () => {
    await set({ preset: 'bod_26_04', days: days(10), by_criticality: {} });
    await recountDue(harness, harness.ctx);
    // Not exposed and not exploited; that it can be automated is assumed.
    expect(await dates()).toEqual(['2026-05-01', '2026-05-01', false, false]);
    expect([await found('at_risk'), await found('overdue')]).toEqual([0, 0]);
    tick(harness, 50 * 24 * 60);
    expect([await found('at_risk'), await found('overdue')]).toEqual([1, 0]);
    expect(await recount(harness.systemSql)).toEqual({ differences: [] });
  });
});
