import { describe, expect, it } from 'vitest';
import { DAY_MS } from '#lib/domain/time.ts';
import { type RankRepository, reasonsOf } from './reasons.ts';
import type { TimedGroup } from './risk.ts';

const NOW = new Date('2026-03-01T00:00:00Z');
const at = (days: number): Date => new Date(NOW.getTime() + days * DAY_MS);

function repository(facts: Partial<TimedGroup> = {}, change: Partial<RankRepository> = {}): RankRepository {
  const plain = { exploit: 'none', reachability: 'unknown', confidence: 'high', overdue: 'none' } as const;
  const group = {
    ...plain,
    count: 1,
    accepted: false,
    stated: 'critical',
    openedAt: at(-3).getTime(),
    dueAt: null,
  } as const;
  return {
    criticality: 'normal',
    exposure: 'internal',
    severities: { critical: [{ ...group, ...facts }] },
    gain: 0,
    ...change,
  };
}

const texts = (...repositories: RankRepository[]) => reasonsOf(repositories, NOW).map(({ text }) => text);

describe('why an action has its place', () => {
  it('is what it closes, then the facts that raise it most, each with its date', () => {
    const kev = at(-20);
    const reasons = reasonsOf(
      [repository({ exploit: 'kev', dueAt: at(-1).getTime() }, { criticality: 'critical', exposure: 'public' })],
      NOW,
      { kev },
    );
    expect(reasons).toEqual([
      { text: 'closes 1 critical', at: null },
      { text: 'repository of critical criticality', at: null },
      { text: 'known to be exploited, says KEV', at: kev },
    ]);
  });
  it('says of a value whose feed is a sample that it is invented, and of others not', () => {
    const why = (exploit: 'kev' | 'epss50') =>
      reasonsOf([repository({ exploit })], NOW, { kev: at(-20), epss: at(-1), samples: ['epss'] })[1]?.text;
    expect(why('kev')).toBe('known to be exploited, says KEV');
    expect(why('epss50')).toBe('exploitation likely (50 % or more), says EPSS, by a sample with invented values');
  });
  it.each([
    [5, 'due on'],
    [-5, 'overdue since'],
  ])('says when it is due, %d days from now', (days, text) => {
    expect(reasonsOf([repository({ dueAt: at(days).getTime() })], NOW)[1]).toEqual({ text, at: at(days) });
  });
  it('says since when the oldest is open where little raises it', () => {
    const old = { openedAt: at(-90).getTime(), count: 2, confidence: 'low', stated: 'unknown' } as const;
    const medium = { severities: { medium: [{ ...repository().severities.critical?.[0], ...old }] } };
    expect(reasonsOf([repository({}, medium as Partial<RankRepository>)], NOW)).toEqual([
      { text: 'closes 2 of unknown severity', at: null },
      { text: 'oldest open since', at: at(-90) },
    ]);
  });
  it('counts what it closes by severity, the two highest, over all repositories', () => {
    const [critical] = repository().severities.critical ?? [];
    const mixed = critical && {
      critical: [critical],
      high: [{ ...critical, stated: 'high' as const, count: 12 }],
      low: [{ ...critical, stated: 'low' as const, count: 5 }],
    };
    expect(texts(repository({}, { severities: mixed ?? {} }), repository())).toEqual([
      'closes 2 critical and 12 high',
      'in 2 repositories',
      'oldest open since',
    ]);
  });
  it('has nothing to say about an action without findings', () => {
    expect(reasonsOf([], NOW)).toEqual([]);
  });
});
