import { describe, expect, it } from 'vitest';
import { readLedgerFilters } from './filters.ts';

const TODAY = '2026-11-30';
const ledger = (search: string) => {
  const params = new URLSearchParams(search);
  return readLedgerFilters((name) => params.get(name), TODAY);
};

describe('the days of a ledger', () => {
  it.each([
    ['', '2026-11-23', TODAY],
    ['from=2026-03-05&to=2026-03-06', '2026-03-05', '2026-03-06'],
    ['from=2026-03-06&to=2026-03-06', '2026-11-23', TODAY],
    ['from=2026-03-06&to=2026-12-01', '2026-11-23', TODAY],
    ['from=1999-12-31&to=2026-03-06', '2026-11-23', TODAY],
  ])('of %j are %s and %s', (search, from, to) => {
    expect(ledger(search)).toMatchObject({ from, to, cause: null, kind: null });
  });

  it('have a list of entries, and one of findings, where the address names one', () => {
    expect(ledger('cause=fixed&kind=disclosed')).toMatchObject({ cause: 'fixed', kind: 'disclosed' });
    expect(ledger('cause=weather&kind=none')).toMatchObject({ cause: null, kind: null });
  });
});
