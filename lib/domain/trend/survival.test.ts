import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addCounts, agedOf, byAge, countOf, type DayCounts, daysToHalfFixed, medianDays } from './survival.ts';

const days = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 40 });
const countsOf = (all: readonly number[]): DayCounts => addCounts(all.map((day) => ({ [day]: 1 })));

/** One finding: its age when it was first looked at (-1: not yet open), when it was fixed or last seen, and whether it was fixed. */
type Seen = [enters: number, leaves: number, isFixed: boolean];

/** As a textbook has it: one finding after another, and the curve from its definition at each day. */
function plainHalf(all: readonly Seen[]): number | null {
  for (let day = 0; day <= 40; day += 1) {
    let survival = 1;
    for (let time = 0; time <= day; time += 1) {
      const events = all.filter(([, leaves, isFixed]) => isFixed && leaves === time).length;
      const atRisk = all.filter(([enters, leaves]) => enters < time && leaves >= time).length;
      if (events > 0) survival *= (atRisk - events) / atRisk;
    }
    if (survival <= 0.5 + 1e-12) return day;
  }
  return null;
}

const half = (fixed: readonly (readonly number[])[], open: readonly number[]): number | null =>
  daysToHalfFixed(
    fixed.map((day) => agedOf(countsOf(day))),
    agedOf(countsOf(open)),
  );

describe('how long findings stay', () => {
  it('half fixed is what Kaplan and Meier say, of what was there before from the age that it had', () => {
    const someDays = fc.array(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 8 }), { maxLength: 12 });
    fc.assert(
      fc.property(someDays, days, (fixed, open) => {
        const plain = [
          ...fixed.flatMap((ages, index) => ages.map((age): Seen => [age - index - 1, age, true])),
          ...open.map((age): Seen => [age - fixed.length, age, false]),
        ];
        expect(half(fixed, open)).toBe(plainHalf(plain));
      }),
      { numRuns: 2000 },
    );
  });
  it.each<[number[][], number[], number | null]>([
    [[], [], null],
    [[], [5, 9], null],
    [[[0], [1], [2], [3]], [], 1],
    // What opened while they were looked at, and is still open, is not forgotten.
    [[[], [], [], [1, 1, 1]], [3, 3, 3, 3], null],
    [[[], [], [], [1, 1, 1, 1]], [3, 3, 3, 3], 1],
    // Old ones that nobody fixes say nothing of young ones.
    [[[], [0, 1]], [0, 90, 90, 90, 90], 1],
    // One that was two days old before was not seen when it was younger.
    [[[3]], [3], 3],
    [[[3]], [3, 3, 3], null],
  ])('of %j fixed on their days and %j open it is %j', (fixed, open, days) => {
    expect(half(fixed, open)).toBe(days);
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
