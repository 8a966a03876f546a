import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CRITICALITIES } from '#lib/domain/repository/criticality.ts';
import { portfolio } from './portfolio.ts';
import { portfolioShares } from './portfolio-shares.ts';

const member = fc.record({
  criticality: fc.constantFrom(...CRITICALITIES),
  score: fc.double({ min: 0, max: 100, noNaN: true }),
});

describe('shares of a portfolio', () => {
  it('give its score when the scores of its members are added up with them', () => {
    fc.assert(
      fc.property(fc.array(member, { minLength: 1, maxLength: 40 }), (members) => {
        const shares = portfolioShares(members);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
        const sum = members.reduce((all, { score }, index) => all + score * (shares[index] ?? 0), 0);
        expect(sum).toBeCloseTo(portfolio(members) ?? Number.NaN, 6);
      }),
    );
  });

  it('are none without members', () => {
    expect(portfolioShares([])).toEqual([]);
  });
});
