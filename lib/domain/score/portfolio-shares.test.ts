import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CRITICALITIES } from '#lib/domain/repository/criticality.ts';
import { portfolioShares } from './portfolio-shares.ts';

const member = fc.record({
  criticality: fc.constantFrom(...CRITICALITIES),
  score: fc.double({ min: 0, max: 100, noNaN: true }),
});

describe('shares of a portfolio', () => {
  it('are 0.7 by weight and 0.3 for the quartile that is worst, in the order given', () => {
    const four = [100, 20, 60, 80].map((score) => ({ criticality: 'normal' as const, score }));
    const plain = 0.7 / 4;
    [plain, plain + 0.3, plain, plain].forEach((share, index) => {
      expect(portfolioShares(four)[index]).toBeCloseTo(share, 12);
    });
  });

  it('are together 1', () => {
    fc.assert(
      fc.property(fc.array(member, { minLength: 1, maxLength: 40 }), (members) => {
        expect(portfolioShares(members).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
      }),
    );
  });

  it('are none without members', () => {
    expect(portfolioShares([])).toEqual([]);
  });
});
