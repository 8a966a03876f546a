import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CRITICALITIES } from '#lib/domain/repository/criticality.ts';
import { portfolio } from './portfolio.ts';

const members = fc.array(
  fc.record({ criticality: fc.constantFrom(...CRITICALITIES), score: fc.double({ min: 0, max: 100, noNaN: true }) }),
  { minLength: 1, maxLength: 12 },
);

describe('portfolio', () => {
  it('is unknown without repositories', () => {
    expect(portfolio([])).toBeNull();
  });
  it('of one repository is its score', () => {
    expect(portfolio([{ criticality: 'high', score: 61.5 }])).toBeCloseTo(61.5, 9);
  });
  it('mixes the weighted mean with the worst quartile', () => {
    const four = [100, 80, 60, 20].map((score) => ({ criticality: 'normal' as const, score }));
    expect(portfolio(four)).toBeCloseTo(0.7 * 65 + 0.3 * 20, 9);
  });
  it('takes a quartile of weight: a heavy repository fills it alone', () => {
    const pair = [
      { criticality: 'critical' as const, score: 40 },
      { criticality: 'normal' as const, score: 90 },
    ];
    expect(portfolio(pair)).toBeCloseTo(0.7 * 50 + 0.3 * 40, 9);
  });
  it('lets the repository at the edge of the quartile count in part', () => {
    const three = [0, 50, 100].map((score) => ({ criticality: 'normal' as const, score }));
    expect(portfolio(three)).toBeCloseTo(0.7 * 50, 9);
    const six = [0, 30, 60, 60, 60, 60].map((score) => ({ criticality: 'normal' as const, score }));
    expect(portfolio(six)).toBeCloseTo(0.7 * 45 + 0.3 * 10, 9);
  });
  it('lies between the worst and the best score, whatever the order', () => {
    fc.assert(
      fc.property(members, (list) => {
        const result = portfolio(list) ?? Number.NaN;
        const scores = list.map(({ score }) => score);
        expect(result).toBeGreaterThanOrEqual(Math.min(...scores) - 1e-9);
        expect(result).toBeLessThanOrEqual(Math.max(...scores) + 1e-9);
        expect(portfolio([...list].reverse())).toBe(result);
      }),
      { numRuns: 10_000 },
    );
  });
});
