import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CRITICALITIES } from '#lib/domain/repository/criticality.ts';
import { portfolio } from './portfolio.ts';
import { portfolioGains } from './portfolio-gains.ts';

const members = fc.array(
  fc.record({ criticality: fc.constantFrom(...CRITICALITIES), score: fc.integer({ min: 0, max: 100 }) }),
  { minLength: 1, maxLength: 12 },
);

describe('what a portfolio gains by one member', () => {
  it('is the difference of its scores, for any members and any rise', () => {
    fc.assert(
      fc.property(members, fc.nat(), fc.double({ min: 0, max: 120, noNaN: true }), (list, any, points) => {
        const index = any % list.length;
        const after = list.map((one, at) =>
          at === index ? { ...one, score: Math.min(100, one.score + points) } : one,
        );
        expect(portfolioGains(list)(index, points)).toBeCloseTo((portfolio(after) ?? 0) - (portfolio(list) ?? 0), 9);
      }),
      { numRuns: 10_000 },
    );
  });
  it('is nothing where the member does not count, or nothing rises', () => {
    const gain = portfolioGains([{ criticality: 'normal', score: 40 }]);
    expect([gain(-1, 10), gain(0, 0), portfolioGains([])(0, 5)]).toEqual([0, 0, 0]);
    expect(gain(0, 10)).toBeCloseTo(10, 9);
  });
});
