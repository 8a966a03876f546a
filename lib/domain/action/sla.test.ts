import { describe, expect, it } from 'vitest';
import { DEFAULT_SLA, dueAt, overdueFactor, overdueOf, slaState } from './sla.ts';

const opened = new Date('2026-01-01T00:00:00Z');
const onDay = (days: number) => new Date(opened.getTime() + days * 86_400_000);

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

describe('overdue', () => {
  it.each([
    [0, 'none', 1],
    [7, 'none', 1],
    [7.01, 'overdue', 1.25],
    [14, 'overdue', 1.25],
    [14.01, 'twice', 1.5],
  ] as const)('after %d of 7 days is %s', (days, overdue, factor) => {
    expect(overdueOf(opened, onDay(7), onDay(days))).toBe(overdue);
    expect(overdueFactor(opened, onDay(7), onDay(days))).toBe(factor);
  });
  it('never happens without a due date', () => {
    expect(overdueOf(opened, null, onDay(9999))).toBe('none');
  });
});

describe('slaState', () => {
  it.each([
    [0, 'on_time'],
    [7.9, 'on_time'],
    [8, 'at_risk'],
    [10, 'at_risk'],
    [10.1, 'overdue'],
  ] as const)('after %d of 10 days is %s', (days, state) => {
    expect(slaState(opened, onDay(10), onDay(days))).toBe(state);
  });
  it('says when there is no due date', () => {
    expect(slaState(opened, null, onDay(5))).toBe('no_due_date');
  });
});
