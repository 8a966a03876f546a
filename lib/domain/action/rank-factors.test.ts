import { describe, expect, it } from 'vitest';
import type { FindingGroup } from '#lib/domain/score/units.ts';
import { type RankRepository, rankFactors } from './rank-factors.ts';

function repository(facts: Partial<FindingGroup> = {}, change: Partial<RankRepository> = {}): RankRepository {
  const plain = { exploit: 'none', reachability: 'unknown', confidence: 'high', overdue: 'none' } as const;
  return {
    criticality: 'normal',
    exposure: 'internal',
    severities: { critical: [{ ...plain, count: 1, accepted: false, ...facts }] },
    gain: 0,
    ...change,
  };
}

describe('rankFactors', () => {
  it('names the three that raise most, largest first, with the date of their data', () => {
    const kev = new Date('2026-02-01T00:00:00Z');
    const factors = rankFactors(
      [repository({ exploit: 'kev', overdue: 'overdue' }, { criticality: 'critical', exposure: 'public' })],
      { kev },
    );
    expect(factors.map(({ text }) => text)).toEqual([
      'critical severity',
      'repository of critical criticality',
      'known to be exploited (KEV)',
    ]);
    expect(factors[2]?.asOf).toBe(kev);
    expect(factors[0]?.asOf).toBeNull();
  });
  it('leaves out what raises nothing', () => {
    expect(rankFactors([repository()]).map(({ name }) => name)).toEqual(['severity']);
  });
  it('speaks about the repository that weighs most', () => {
    const factors = rankFactors([repository(), repository({ count: 16 }, { criticality: 'high' })]);
    expect(factors.map(({ text }) => text)).toEqual([
      'critical severity',
      'repository of high criticality',
      'in 2 repositories',
    ]);
  });
  it('has nothing to say about an action without findings', () => {
    expect(rankFactors([])).toEqual([]);
  });
});
