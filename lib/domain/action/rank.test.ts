import { describe, expect, it } from 'vitest';
import type { Severity } from '#lib/domain/finding/finding.ts';
import { addDays } from '#lib/domain/time.ts';
import { type RankFacts, rank } from './rank.ts';
import type { RankRepository } from './rank-factors.ts';

const now = new Date('2026-03-01T00:00:00Z');
const inDays = (days: number) => addDays(now, days);
const CALM = { liveSecret: false, kevPastDue: false, malicious: false, threeDays: false };

function repository(severity: Severity, change: Partial<RankRepository> = {}, count = 1): RankRepository {
  const plain = { exploit: 'none', reachability: 'unknown', confidence: 'high', overdue: 'none' } as const;
  return {
    criticality: 'normal',
    exposure: 'internal',
    severities: { [severity]: [{ ...plain, count, accepted: false }] },
    gain: 1.5,
    ...change,
  };
}

function facts(change: Partial<RankFacts> = {}): RankFacts {
  return {
    key: 'k',
    kind: 'upgrade',
    effortKind: 'minor',
    repositories: [repository('high')],
    dueAt: null,
    urgent: CALM,
    ...change,
  };
}

describe('rank', () => {
  it('acts now on a live secret, a malicious package, a KEV past due and the three days of a policy', () => {
    for (const reason of ['liveSecret', 'kevPastDue', 'malicious', 'threeDays'] as const) {
      expect(rank(facts({ urgent: { ...CALM, [reason]: true }, kind: 'watch' }), now).lane).toBe(0);
    }
  });
  it('puts what is due within seven days, or past due, into lane 1', () => {
    expect(rank(facts({ dueAt: inDays(7) }), now).lane).toBe(1);
    expect(rank(facts({ dueAt: inDays(-3) }), now).why.reason).toBe('Past its due date.');
    expect(rank(facts({ dueAt: inDays(7.1) }), now).lane).toBe(2);
  });
  it('watches what has no fix, also when it is due', () => {
    expect(rank(facts({ kind: 'watch', dueAt: inDays(-3) }), now).lane).toBe(3);
  });
  it('weighs risk removed per hour', () => {
    const one = rank(facts({ repositories: [repository('critical', { criticality: 'critical' }, 16)] }), now);
    expect(one).toMatchObject({ risk: 4 * 10 * 2, hours: 1, value: 80 });
    const two = rank(facts({ repositories: [repository('high'), repository('low')], effortKind: 'code' }), now);
    expect(two.risk).toBeCloseTo(4.2, 12);
    expect(two.hours).toBeCloseTo(4 * 2 ** 0.7, 12);
    expect(two.why.gain).toBe(3);
  });
  it("uses the organization's own hours", () => {
    expect(rank(facts({ experience: { closures: 12, medianHours: 8 } }), now).hours).toBe(8);
  });
});
