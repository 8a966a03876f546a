import { describe, expect, it } from 'vitest';
import { addDays } from '#lib/domain/time.ts';
import { DEFAULT_SLA, dueAt, isAtRisk, overdueOf } from './sla.ts';

const opened = new Date('2026-01-01T00:00:00Z');
const onDay = (days: number) => addDays(opened, days);

describe('dueAt', () => {
  it.each([
    ['critical', 7],
    ['high', 30],
    ['medium', 60],
    ['low', 180],
  ] as const)('gives %s %d days', (severity, days) => {
    expect(dueAt(severity, opened)).toEqual(onDay(days));
  });
  it('gives info no due date', () => {
    expect(dueAt('info', opened)).toBeNull();
  });
  it('follows the criticality of the repository where the policy says so, null included', () => {
    const policy = { ...DEFAULT_SLA, byCriticality: { critical: { high: 10 }, low: { low: null } } };
    expect(dueAt('high', opened, policy, 'critical')).toEqual(onDay(10));
    expect(dueAt('critical', opened, policy, 'critical')).toEqual(onDay(7));
    expect(dueAt('low', opened, policy, 'low')).toBeNull();
    expect(dueAt('high', opened, policy)).toEqual(onDay(30));
  });
});

describe('the preset after BOD 26-04', () => {
  const bod = { ...DEFAULT_SLA, preset: 'bod_26_04' } as const;
  it.each([
    ['high', 'kev', 'public', 3],
    ['low', 'kev', 'internal', 14],
    ['critical', 'kev', 'internal', 3],
    ['critical', 'none', 'public', 3],
    ['medium', 'epss50', 'public', 14],
    ['critical', 'none', 'internal', 60],
    ['high', 'none', 'internal', 60],
    ['info', 'kev', 'public', null],
  ] as const)('gives %s with %s, %s: %s days', (severity, exploit, exposure, days) => {
    const due = dueAt(severity, opened, bod, 'low', { exploit, exposure });
    expect(due).toEqual(days === null ? null : onDay(days));
  });
});

describe('at risk', () => {
  it('is from 80 % of the time until the due date', () => {
    const due = onDay(10);
    expect([7.9, 8, 10, 10.1].map((day) => isAtRisk(opened, due, onDay(day)))).toEqual([false, true, true, false]);
    expect(isAtRisk(opened, null, onDay(9))).toBe(false);
  });
});

describe('overdue', () => {
  it.each([
    [0, 'none'],
    [7, 'none'],
    [7.01, 'overdue'],
    [14, 'overdue'],
    [14.01, 'twice'],
  ] as const)('after %d of 7 days is %s', (days, overdue) => {
    expect(overdueOf(opened, onDay(7), onDay(days))).toBe(overdue);
  });
  it('never happens without a due date', () => {
    expect(overdueOf(opened, null, onDay(9999))).toBe('none');
  });
});
