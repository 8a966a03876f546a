import { describe, expect, it } from 'vitest';
import { readTrendFilters } from './filters.ts';

const TODAY = '2026-11-30';
const trends = (search: string) => {
  const params = new URLSearchParams(search);
  return readTrendFilters((name) => params.get(name), TODAY);
};

describe('the time that charts show', () => {
  it.each([
    // Weeks begin on Mondays, months on their first: no first bar is cut.
    ['', '2026-08-31', TODAY, 'week'],
    ['days=30', '2026-11-01', TODAY, 'day'],
    ['days=365', '2025-12-01', TODAY, 'week'],
    ['days=365&by=month', '2025-12-01', TODAY, 'month'],
    ['days=180&by=month', '2026-06-01', TODAY, 'month'],
    ['days=31', '2026-08-31', TODAY, 'week'],
    ['from=2026-03-05&to=2026-03-20', '2026-03-05', '2026-03-20', 'day'],
    ['from=2026-03-05&to=2027-01-01', '2026-03-05', TODAY, 'week'],
    ['from=1990-01-01&to=2000-02-01', '2000-01-01', '2000-02-01', 'day'],
    ['from=2006-03-05&to=2026-03-20', '2026-08-31', TODAY, 'week'],
    ['from=2026-03-20&to=2026-03-05', '2026-08-31', TODAY, 'week'],
    ['from=2026-02-30&to=2026-03-05', '2026-08-31', TODAY, 'week'],
  ])('of %j is from %s to %s, by %s', (search, from, to, by) => {
    expect(trends(search)).toMatchObject({ from, to, by });
  });

  it('is compared with at most five others, each once, and with the time before', () => {
    expect(trends('against=team:a,team:a,,repo:a/b&previous=true')).toMatchObject({
      against: ['team:a', 'repo:a/b'],
      previous: true,
    });
    expect(trends('against=a,b,c,d,e,f').against).toHaveLength(5);
  });
});
