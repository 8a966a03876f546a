import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXPLOITS } from '#lib/domain/finding/exploit.ts';
import { SEVERITIES } from '#lib/domain/finding/finding.ts';
import { EXPOSURES } from '#lib/domain/repository/exposure.ts';
import { addDays } from '#lib/domain/time.ts';
import { type ActionLoadGroups, atRiskFrom, earliestDue, hasThreeDays, loadsAt } from './load.ts';
import { DEFAULT_SLA, dueAt, isAtRisk, type SlaPolicy } from './sla.ts';

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

const BOD: SlaPolicy = { ...DEFAULT_SLA, preset: 'bod_26_04' };
const findings = fc.array(
  fc.record({
    severity: fc.constantFrom(...SEVERITIES),
    exploit: fc.constantFrom(...EXPLOITS),
    openedAt: fc.integer({ min: -300 * 24 * 60, max: 0 }).map((minutes) => addDays(OPENED, minutes / (24 * 60))),
  }),
  { maxLength: 8 },
);

describe('an action', () => {
  it('is at risk, or overdue, from the first moment on at which one of its findings is', () => {
    fc.assert(
      fc.property(
        findings,
        fc.constantFrom(DEFAULT_SLA, BOD),
        fc.constantFrom(...EXPOSURES),
        (all, policy, exposure) => {
          const load: ActionLoadGroups = {};
          for (const { severity, exploit, openedAt } of all) {
            load[severity] = [...(load[severity] ?? []), { ...group(1), exploit, openedAt: openedAt.toISOString() }];
          }
          const from = atRiskFrom(load, policy, 'normal', exposure);
          const isLate = (now: Date): boolean =>
            all.some(({ severity, exploit, openedAt }) => {
              const due = dueAt(severity, openedAt, policy, 'normal', { exploit, exposure });
              return due !== null && (now > due || isAtRisk(openedAt, due, now));
            });
          if (from === null) {
            expect(isLate(addDays(OPENED, 5000))).toBe(false);
            return;
          }
          expect(isLate(from)).toBe(true);
          expect(isLate(new Date(from.getTime() - 1))).toBe(false);
        },
      ),
    );
  });

  it.each([
    ['critical', 'none', 'public', true],
    ['critical', 'kev', 'internal', true],
    ['high', 'kev', 'public', true],
    ['high', 'kev', 'internal', false],
    ['high', 'none', 'public', false],
    ['critical', 'epss50', 'internal', false],
  ] as const)(
    'of a %s finding, %s, in a %s repository: three days of BOD 26-04, %s',
    (severity, exploit, exposure, is) => {
      const load = { low: [group(1)], [severity]: [{ ...group(1), exploit }] };
      expect(hasThreeDays(load, BOD, 'normal', exposure)).toBe(is);
      // Three days that an organization chose itself are a due date like any other.
      const own = { ...DEFAULT_SLA, days: { ...DEFAULT_SLA.days, critical: 3, high: 3 } };
      expect(hasThreeDays(load, own, 'normal', exposure)).toBe(false);
    },
  );
});
