import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CRITICALITIES } from '#lib/domain/repository/criticality.ts';
import { portfolio } from './portfolio.ts';
import { portfolioGains } from './portfolio-gains.ts';

const members = fc.array(
  fc.record({ criticality: fc.constantFrom(...CRITICALITIES), score: fc.integer({ min: 0, max: 100 }) }),
  { minLength: 1, maxLength: 12 },
);

const rises = fc.array(fc.record({ index: fc.nat(14), points: fc.double({ min: 0, max: 120, noNaN: true }) }), {
  maxLength: 8,
});

describe('what a portfolio gains by some of its members', () => {
  it('is the difference of its scores, for any members and any rises', () => {
    fc.assert(
      fc.property(members, rises, (list, some) => {
        const after = list.map((one, at) => {
          const points = some.reduce((sum, rise) => sum + (rise.index === at ? rise.points : 0), 0);
          return { ...one, score: Math.min(100, one.score + points) };
        });
        expect(portfolioGains(list)(some)).toBeCloseTo((portfolio(after) ?? 0) - (portfolio(list) ?? 0), 9);
      }),
      { numRuns: 10_000 },
    );
  });
  it('is nothing where the member does not count, or nothing rises', () => {
    const gain = portfolioGains([{ criticality: 'normal', score: 40 }]);
    const one = (index: number, points: number) => gain([{ index, points }]);
    expect([gain([]), one(-1, 10), one(0, 0), portfolioGains([])([{ index: 0, points: 5 }])]).toEqual([0, 0, 0, 0]);
    expect(one(0, 10)).toBeCloseTo(10, 9);
  });
});
