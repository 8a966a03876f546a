import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addCounts, byAge, countOf, type DayCounts, daysToHalfFixed, medianDays } from './survival.ts';

const days = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 40 });
const countsOf = (all: readonly number[]): DayCounts => addCounts(all.map((day) => ({ [day]: 1 })));

/** As a textbook has it: one finding after another, and the curve from its definition at each day. */
function plainHalf(fixed: readonly number[], open: readonly number[]): number | null {
  for (let day = 0; day <= 40; day += 1) {
    let survival = 1;
    for (const time of new Set(fixed)) {
      if (time > day) continue;
      const events = fixed.filter((one) => one === time).length;
      const atRisk = [...fixed, ...open].filter((one) => one >= time).length;
      survival *= (atRisk - events) / atRisk;
    }
    if (survival <= 0.5 + 1e-12) return day;
  }
  return null;
}

describe('how long findings stay', () => {
  it('half fixed is what Kaplan and Meier say', () => {
    fc.assert(
      fc.property(days, days, (fixed, open) => {
        expect(daysToHalfFixed(countsOf(fixed), countsOf(open))).toBe(plainHalf(fixed, open));
      }),
      { numRuns: 2000 },
    );
  });
  it.each<[number[], number[], number | null]>([
    [[], [], null],
    [[], [5, 9], null],
    [[3], [], 3],
    [[1, 2, 3, 4], [], 2],
    // What is still open is not forgotten: three are fixed fast, and seven are not.
    [[1, 1, 1], [30, 30, 30, 30, 30, 30, 30], null],
    [[1, 5], [5], 5],
  ])('of %j fixed and %j open it is %j', (fixed, open, half) => {
    expect(daysToHalfFixed(countsOf(fixed), countsOf(open))).toBe(half);
  });
  it('the median is that of a sorted list, and ages lose nothing', () => {
    fc.assert(
      fc.property(days, (all) => {
        const sorted = all.toSorted((a, b) => a - b);
        expect(medianDays(countsOf(all))).toBe(sorted[Math.ceil(sorted.length / 2) - 1] ?? null);
        expect(byAge(countsOf(all)).reduce((sum, count) => sum + count, 0)).toBe(countOf(countsOf(all)));
      }),
    );
  });
  it('ages end where the words say', () => {
    expect(byAge(countsOf([0, 6, 7, 14, 15, 30, 31, 60, 61, 90, 91, 180, 181]))).toEqual([2, 2, 2, 2, 2, 2, 1]);
  });
});
