import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayAfter, shiftDay } from '#lib/domain/trend/buckets.ts';
import { dueReport, lastPeriod, nextReport } from './due-report.ts';
import { REPORT_PERIODS } from './schedule.ts';

const at = (text: string) => {
  const [day = '', clock = ''] = text.split(' ');
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return { day, hour, minute };
};
const LONG_AGO = at('2020-01-01 00:00');

describe('scheduled reports', () => {
  it.each([
    ['week', '2026-11-30', '2026-W48', '2026-11-22', '2026-11-29'],
    ['week', '2026-12-06', '2026-W48', '2026-11-22', '2026-11-29'],
    ['week', '2027-01-04', '2026-W53', '2026-12-27', '2027-01-03'],
    ['month', '2026-11-30', '2026-10', '2026-09-30', '2026-10-31'],
    ['month', '2026-03-01', '2026-02', '2026-01-31', '2026-02-28'],
    ['month', '2027-01-15', '2026-12', '2026-11-30', '2026-12-31'],
    ['quarter', '2026-11-30', '2026-Q3', '2026-06-30', '2026-09-30'],
    ['quarter', '2026-01-01', '2025-Q4', '2025-09-30', '2025-12-31'],
  ] as const)('of the last %s, on %s, are %s: from the end of %s to that of %s', (period, day, name, from, to) => {
    expect(lastPeriod(period, day)).toEqual({ name, from, to });
  });

  it('come at their day and hour, and later in the same period, but not for what was before they were ordered', () => {
    const monthly = { period: 'month', day: 3, hour: 8 } as const;
    expect(dueReport(monthly, LONG_AGO, at('2026-11-03 07:59'))).toBeNull();
    expect(dueReport(monthly, LONG_AGO, at('2026-11-03 08:00'))?.name).toBe('2026-10');
    expect(dueReport(monthly, LONG_AGO, at('2026-11-30 23:59'))?.name).toBe('2026-10');
    expect(dueReport(monthly, at('2026-11-03 08:00'), at('2026-11-04 08:00'))?.name).toBe('2026-10');
    expect(dueReport(monthly, at('2026-11-03 08:01'), at('2026-11-04 08:00'))).toBeNull();
    expect(nextReport(monthly, at('2026-11-03 07:59'))).toBe('2026-11-03');
    expect(nextReport(monthly, at('2026-11-03 08:00'))).toBe('2026-12-03');
    expect(nextReport({ period: 'quarter', day: 5, hour: 0 }, at('2026-12-31 10:00'))).toBe('2027-01-05');
    expect(nextReport({ period: 'week', day: 1, hour: 7 }, at('2026-11-30 09:00'))).toBe('2026-12-07');
  });

  it('follow each other: every period comes once, and none overlaps the one before', () => {
    const rhythm = fc.record({
      period: fc.constantFrom(...REPORT_PERIODS),
      day: fc.integer({ min: 1, max: 7 }),
      hour: fc.integer({ min: 0, max: 23 }),
    });
    fc.assert(
      fc.property(rhythm, fc.integer({ min: 0, max: 3000 }), (one, days) => {
        const first = at(`${nextReport(one, at(`${shiftDay('2020-01-01', days)} 00:00`))} ${one.hour}:00`);
        const second = at(`${nextReport(one, first)} ${one.hour}:00`);
        const [a, b] = [dueReport(one, LONG_AGO, first), dueReport(one, LONG_AGO, second)];
        expect(b?.from).toBe(a?.to);
        expect(b?.name).not.toBe(a?.name);
        expect((a?.to ?? '') < first.day).toBe(true);
        expect(lastPeriod(one.period, dayAfter(b?.to ?? ''))).toEqual(b);
      }),
      { numRuns: 200 },
    );
  });
});
