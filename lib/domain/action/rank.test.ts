import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SEVERITIES, type Severity } from '#lib/domain/finding/finding.ts';
import { CRITICALITIES } from '#lib/domain/score/portfolio.ts';
import { EFFORT_KINDS } from './action.ts';
import { ACTION_KINDS } from './key.ts';
import { compareActions, type RankFacts, rank } from './rank.ts';
import type { RankRepository } from './rank-factors.ts';

const now = new Date('2026-03-01T00:00:00Z');
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);
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

describe('compareActions', () => {
  it('sorts lanes first, and each lane by its own measure', () => {
    const actions = [
      facts({ key: 'watch', kind: 'watch' }),
      facts({ key: 'slow', effortKind: 'code' }),
      facts({ key: 'quick', effortKind: 'pin' }),
      facts({ key: 'due-5', dueAt: inDays(5), effortKind: 'pin' }),
      facts({ key: 'due-2', dueAt: inDays(2), effortKind: 'code' }),
      facts({ key: 'urgent-small', urgent: { ...CALM, liveSecret: true }, effortKind: 'pin' }),
      facts({
        key: 'urgent-big',
        urgent: { ...CALM, malicious: true },
        effortKind: 'code',
        repositories: [repository('critical')],
      }),
    ];
    const order = actions.map((each) => rank(each, now)).sort(compareActions);
    expect(order.map(({ key }) => key)).toEqual([
      'urgent-big',
      'urgent-small',
      'due-2',
      'due-5',
      'quick',
      'slow',
      'watch',
    ]);
  });
  it('is a total order: the queue is the same from whatever order it is sorted', () => {
    const action = fc.record({
      kind: fc.constantFrom(...ACTION_KINDS),
      effortKind: fc.constantFrom(...EFFORT_KINDS),
      repositories: fc.array(
        fc.tuple(fc.constantFrom(...SEVERITIES), fc.constantFrom(...CRITICALITIES), fc.integer({ min: 1, max: 3 })),
        { maxLength: 2 },
      ),
      due: fc.option(fc.integer({ min: -9, max: 20 }), { nil: null }),
      urgent: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(action, { maxLength: 8 }), fc.infiniteStream(fc.nat()), (list, shuffle) => {
        const ranked = list.map(({ kind, effortKind, repositories, due, urgent }, index) =>
          rank(
            facts({
              key: `k${index}`,
              kind,
              effortKind,
              repositories: repositories.map(([severity, criticality, n]) => repository(severity, { criticality }, n)),
              dueAt: due === null ? null : inDays(due),
              urgent: { ...CALM, malicious: urgent },
            }),
            now,
          ),
        );
        const shuffled = ranked
          .map((each) => [shuffle.next().value ?? 0, each] as const)
          .sort(([a], [b]) => a - b)
          .map(([, each]) => each);
        expect(shuffled.sort(compareActions)).toEqual([...ranked].sort(compareActions));
        for (const each of ranked) expect(Number.isFinite(each.value)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
