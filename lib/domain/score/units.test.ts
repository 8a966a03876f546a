import { describe, expect, it } from 'vitest';
import { countFactor, type FindingGroup, multiplier, units, unitsBySeverity } from './units.ts';

const PLAIN: FindingGroup = {
  count: 1,
  exploit: 'none',
  reachability: 'unknown',
  confidence: 'high',
  overdue: 'none',
  accepted: false,
};

describe('units', () => {
  it('is one for one plain finding, and nothing without findings', () => {
    expect(units([PLAIN], 'internal')).toBe(1);
    expect(units([], 'internal')).toBe(0);
    expect(units([{ ...PLAIN, count: 0 }], 'public')).toBe(0);
  });
  it('weighs an exposure that this version does not know as an internal one', () => {
    expect(units([PLAIN], 'somewhere' as never)).toBe(units([PLAIN], 'internal'));
  });
  it('grows with the logarithm of the count', () => {
    expect(countFactor(1)).toBe(1);
    expect(countFactor(16)).toBe(2);
    expect(units([{ ...PLAIN, count: 16 }], 'internal')).toBe(2);
    expect(
      units(
        [
          { ...PLAIN, count: 10 },
          { ...PLAIN, count: 6 },
        ],
        'internal',
      ),
    ).toBe(2);
  });
  it('takes the largest multiplier of all groups, and their common count', () => {
    const kev: FindingGroup = { ...PLAIN, exploit: 'kev' };
    expect(units([{ ...PLAIN, count: 15 }, kev], 'internal')).toBe(4);
  });
  it('multiplies every factor', () => {
    const worst: FindingGroup = {
      count: 1,
      exploit: 'kev',
      reachability: 'reachable',
      confidence: 'verified',
      overdue: 'twice',
      accepted: false,
    };
    expect(multiplier(worst, 'public')).toBeCloseTo(2 * 1.25 * 1.3 * 1.25 * 1.5, 12);
    expect(multiplier({ ...worst, accepted: true }, 'public')).toBeCloseTo(multiplier(worst, 'public') / 4, 12);
    expect(multiplier({ ...worst, accepted: true }, 'public', 'ignored')).toBe(multiplier(worst, 'public'));
  });
  it('does not depend on the order in which sums are made', () => {
    const each = Array.from({ length: 500 }, (_, index) => units([{ ...PLAIN, count: index + 1 }], 'public'));
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
    expect(sum([...each].reverse())).toBe(sum(each));
    expect(sum(each) - (each[99] ?? 0)).toBe(sum(each.filter((_, index) => index !== 99)));
  });
  it('leaves info out', () => {
    expect(unitsBySeverity({ info: [PLAIN], low: [PLAIN] }, 'internal')).toEqual({
      critical: 0,
      high: 0,
      medium: 0,
      low: 1,
    });
  });
});
