import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyLedger, type Ledger, ledgerTotal } from './ledger.ts';
import { type LedgerMember, portfolioLedger } from './ledger-portfolio.ts';
import { CRITICALITIES, type PortfolioMember, portfolio } from './portfolio.ts';
import { onGrid } from './state.ts';

const normal = (score: number): PortfolioMember => ({ criticality: 'normal', score });

describe('portfolioLedger', () => {
  it('carries the parts of one repository over', () => {
    const ledger: Ledger = { ...emptyLedger(), fixed: 20, new: -5 };
    const parts = portfolioLedger([{ before: normal(50), after: normal(65), ledger }]);
    expect(parts?.fixed).toBeCloseTo(20, 9);
    expect(parts?.new).toBeCloseTo(-5, 9);
  });
  it('puts repositories that come and go under composition', () => {
    const parts = portfolioLedger([
      { before: normal(80), after: normal(80), ledger: emptyLedger() },
      { before: null, after: normal(20), ledger: null },
    ]);
    expect(parts?.composition).toBeLessThan(0);
    expect(ledgerTotal(parts ?? emptyLedger())).toBe(parts?.composition);
  });
  it('puts a changed criticality under policy', () => {
    const parts = portfolioLedger([
      { before: normal(80), after: { criticality: 'critical', score: 80 }, ledger: emptyLedger() },
      { before: normal(20), after: normal(20), ledger: emptyLedger() },
    ]);
    expect(parts?.policy).toBeGreaterThan(0);
  });
  it('is unknown when there was or is no repository', () => {
    expect(portfolioLedger([])).toBeNull();
    expect(portfolioLedger([{ before: null, after: normal(5), ledger: null }])).toBeNull();
  });
  it('sums to the difference exactly', () => {
    const points = fc.double({ min: 0, max: 100, noNaN: true }).map(onGrid);
    const member = fc.option(fc.record({ criticality: fc.constantFrom(...CRITICALITIES), score: points }), {
      nil: null,
    });
    const ledger = fc.option(
      points.map((fixed): Ledger => ({ ...emptyLedger(), fixed: fixed / 4, new: -fixed / 8 })),
      { nil: null },
    );
    const members = fc.array(fc.record({ before: member, after: member, ledger }), { maxLength: 6 });
    fc.assert(
      fc.property(members, (list: LedgerMember[]) => {
        const parts = portfolioLedger(list);
        fc.pre(parts !== null);
        const before = portfolio(list.flatMap((each) => each.before ?? [])) ?? Number.NaN;
        const after = portfolio(list.flatMap((each) => each.after ?? [])) ?? Number.NaN;
        expect(ledgerTotal(parts)).toBe(after - before);
      }),
      { numRuns: 10_000 },
    );
  });
});
