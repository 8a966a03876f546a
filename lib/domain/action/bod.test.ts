import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BodFacts, bodDays } from './bod.ts';

const facts: fc.Arbitrary<BodFacts> = fc.record({
  kev: fc.boolean(),
  exposed: fc.boolean(),
  automatable: fc.boolean(),
  totalImpact: fc.boolean(),
});
const orLate = (days: number | null): number => days ?? Number.POSITIVE_INFINITY;

describe('the deadlines of BOD 26-04', () => {
  // All sixteen rows, in the order of the published table.
  it.each([
    [false, false, false, false, null],
    [true, false, false, false, 14],
    [false, true, false, false, 60],
    [false, false, true, false, 60],
    [false, false, false, true, null],
    [true, true, false, false, 14],
    [true, false, true, false, 14],
    [false, true, true, false, 14],
    [true, false, false, true, 14],
    [false, true, false, true, 14],
    [false, false, true, true, 60],
    [true, true, true, false, 3],
    [true, true, false, true, 3],
    [true, false, true, true, 3],
    [false, true, true, true, 3],
    [true, true, true, true, 3],
  ])('kev %s, exposed %s, automatable %s, total impact %s: %s days', (kev, exposed, automatable, totalImpact, days) => {
    expect(bodDays({ kev, exposed, automatable, totalImpact })).toBe(days);
  });

  it('never come later when something gets worse', () => {
    fc.assert(
      fc.property(facts, facts, (a, b) => {
        const worse = {
          kev: a.kev || b.kev,
          exposed: a.exposed || b.exposed,
          automatable: a.automatable || b.automatable,
          totalImpact: a.totalImpact || b.totalImpact,
        };
        return orLate(bodDays(worse)) <= orLate(bodDays(a));
      }),
    );
  });
});
