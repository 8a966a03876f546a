import { describe, expect, it } from 'vitest';
import { addDays } from '#lib/domain/time.ts';
import { earliestDue, loadsAt } from './load.ts';
import { DEFAULT_SLA } from './sla.ts';

const OPENED = new Date('2026-03-02T09:00:00Z');
const group = (count: number) => ({ count, confidence: 'high' as const, openedAt: OPENED.toISOString() });

describe('the load of an action', () => {
  it('weighs an unknown severity as medium, with the days of medium', () => {
    const load = { unknown: [group(2)], medium: [group(3)], low: [group(1)] };
    const loads = loadsAt(load, DEFAULT_SLA, 'normal', addDays(OPENED, 61));
    expect(loads.medium?.map(({ count, overdue }) => [count, overdue])).toEqual([
      [3, 'overdue'],
      [2, 'overdue'],
    ]);
    expect(loads.low?.map(({ count }) => count)).toEqual([1]);
    expect(earliestDue({ unknown: [group(1)] }, DEFAULT_SLA, 'normal')).toEqual(addDays(OPENED, 60));
    const strict = { ...DEFAULT_SLA, byCriticality: { critical: { medium: 10 } } };
    expect(earliestDue({ unknown: [group(1)] }, strict, 'critical')).toEqual(addDays(OPENED, 10));
  });
});
