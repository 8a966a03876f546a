import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STATED_SEVERITIES, type StatedSeverity } from '#lib/domain/finding/finding.ts';
import { CRITICALITIES } from '#lib/domain/repository/criticality.ts';
import { addDays, DAY_MS } from '#lib/domain/time.ts';
import { EFFORT_KINDS } from './effort.ts';
import { type RankFacts, rank } from './rank.ts';
import type { RankRepository } from './reasons.ts';
import type { TimedGroup } from './risk.ts';

const now = new Date('2026-03-01T00:00:00Z');
const CALM = { liveSecret: false, kevPastDue: false, malicious: false, threeDays: false };

/** Findings that are due in so many days, of the thirty that were given; null: never. */
function group(dueIn: number | null, count = 1): TimedGroup {
  const dueAt = dueIn === null ? null : now.getTime() + dueIn * DAY_MS;
  const plain = { exploit: 'none', reachability: 'unknown', confidence: 'high', overdue: 'none' } as const;
  return { ...plain, count, accepted: false, stated: 'high', openedAt: (dueAt ?? now.getTime()) - 30 * DAY_MS, dueAt };
}

function repository(
  severity: StatedSeverity,
  change: Partial<RankRepository> = {},
  { dueIn = null as number | null, count = 1 } = {},
): RankRepository {
  const severities = { [severity]: [group(dueIn, count)] };
  return { criticality: 'normal', exposure: 'internal', severities, gain: 1.5, ...change };
}

function facts(change: Partial<RankFacts> = {}): RankFacts {
  const repositories = [repository('high')];
  return { key: 'k', kind: 'upgrade', effortKind: 'minor', repositories, dueAt: null, urgent: CALM, ...change };
}

describe('the lane', () => {
  it('says of a lane that rests on a sample of a feed that its values are invented', () => {
    const why = (urgent: Partial<typeof CALM>, ...samples: ('kev' | 'osv')[]) =>
      rank(facts({ urgent: { ...CALM, ...urgent }, feedDates: { samples } }), now).why.reasons[0]?.text;
    expect(why({ kevPastDue: true }, 'kev')).toBe(
      'known to be exploited, and past its due date, by a sample with invented values',
    );
    expect(why({ threeDays: true }, 'kev')).toBe('BOD 26-04 gives three days, by a sample with invented values');
    expect(why({ malicious: true }, 'osv')).toBe('the package is malicious, by a sample with invented values');
    expect(why({ malicious: true }, 'kev')).toBe('the package is malicious');
    expect(why({ kevPastDue: true }, 'osv')).toBe('known to be exploited, and past its due date');
    expect(why({ liveSecret: true }, 'kev', 'osv')).toBe('the secret was tried and still works');
  });

  it('is the first for a live secret, a malicious package, a KEV past due and the three days of a policy', () => {
    for (const reason of ['liveSecret', 'kevPastDue', 'malicious', 'threeDays'] as const) {
      const ranked = rank(facts({ urgent: { ...CALM, [reason]: true }, kind: 'watch' }), now);
      expect(ranked.lane).toBe(0);
      expect(ranked.why.reasons).toHaveLength(3);
    }
  });
  it('is by value for everything that can be fixed, due or not', () => {
    expect([90, 3, -400].map((days) => rank(facts({ dueAt: addDays(now, days) }), now).lane)).toEqual([1, 1, 1]);
  });
  it('is the last for what has no fix, also when it is due', () => {
    expect(rank(facts({ kind: 'watch', dueAt: addDays(now, -3) }), now).lane).toBe(2);
  });
});

describe('rank', () => {
  it('weighs risk removed per hour', () => {
    const one = rank(
      facts({ repositories: [repository('critical', { criticality: 'critical' }, { count: 16 })] }),
      now,
    );
    expect(one).toMatchObject({ risk: 4 * 10 * 2, hours: 1, value: 80 });
    const two = rank(facts({ repositories: [repository('high'), repository('low')], effortKind: 'code' }), now);
    expect(two.risk).toBeCloseTo(4.2, 12);
    expect(two.hours).toBeCloseTo(4 * 2 ** 0.7, 12);
    expect(two.why.gain).toBe(3);
  });
  it('presses by the due date, half more on the day, and does not count what is overdue twice', () => {
    const due = (dueIn: number, overdue: TimedGroup['overdue'] = 'none') =>
      rank(
        facts({ repositories: [{ ...repository('high'), severities: { high: [{ ...group(dueIn), overdue }] } }] }),
        now,
      ).risk;
    expect(due(20)).toBe(4);
    expect(due(0)).toBe(6);
    expect(due(-30, 'twice')).toBe(8);
  });
  it("uses the organization's own hours", () => {
    const until = new Date('2026-03-01T00:00:00Z');
    const learned = rank(facts({ effortKind: 'code', experience: { closings: 12, medianHours: 8, until } }), now);
    expect(learned.hours).toBe(8);
    expect(learned.why.reasons.at(-1)).toEqual({
      text: 'takes about 8 hours: median of 12 such fixes of yours up to',
      at: until,
    });
  });
});

const dueIn = fc.option(fc.integer({ min: -400, max: 200 }), { nil: null });
const severity = fc.constantFrom(...STATED_SEVERITIES);
const count = fc.integer({ min: 1, max: 300 });
const effortKind = fc.constantFrom(...EFFORT_KINDS);

describe('what it takes', () => {
  it('is said last, and only where hours count', () => {
    const texts = (change: Partial<RankFacts>) => rank(facts(change), now).why.reasons.map(({ text }) => text);
    const last = 'takes about 1 hour: rule of thumb';
    expect(texts({ effortKind: 'minor' }).at(-1)).toBe(last);
    expect(texts({ effortKind: 'minor', elsewhere: true }).at(-1)).toBe(
      'takes about 1 hour in one repository: rule of thumb',
    );
    expect(texts({ effortKind: 'minor', kind: 'watch' })).not.toContain(last);
    const urgent = { ...CALM, liveSecret: true };
    expect(texts({ effortKind: 'minor', urgent })).not.toContain(last);
  });
});

describe('rank, for any action', () => {
  it('is the same for the same facts, and finite', () => {
    fc.assert(
      fc.property(severity, dueIn, count, effortKind, fc.constantFrom(...CRITICALITIES), (s, due, n, effort, c) => {
        const ranked = rank(
          facts({ repositories: [repository(s, { criticality: c }, { dueIn: due, count: n })], effortKind: effort }),
          now,
        );
        expect(Number.isFinite(ranked.value)).toBe(true);
        expect(
          rank(
            facts({ repositories: [repository(s, { criticality: c }, { dueIn: due, count: n })], effortKind: effort }),
            now,
          ),
        ).toEqual(ranked);
      }),
    );
  });
  it('never falls with severity, with a nearer due date, or with more findings', () => {
    const value = (s: StatedSeverity, due: number | null, n: number): number =>
      rank(facts({ repositories: [repository(s, {}, { dueIn: due, count: n })] }), now).value;
    fc.assert(
      fc.property(
        severity,
        severity,
        fc.integer({ min: -400, max: 200 }),
        fc.nat(200),
        count,
        (a, b, due, later, n) => {
          const [higher, lower] = STATED_SEVERITIES.indexOf(a) <= STATED_SEVERITIES.indexOf(b) ? [a, b] : [b, a];
          expect(value(higher, due, n)).toBeGreaterThanOrEqual(value(lower, due, n));
          expect(value(a, due, n)).toBeGreaterThanOrEqual(value(a, due + later, n));
          expect(value(a, due, n)).toBeGreaterThanOrEqual(value(a, null, n));
          expect(value(a, due, n + 1)).toBeGreaterThanOrEqual(value(a, due, n));
        },
      ),
      { numRuns: 3000 },
    );
  });
  it('never puts a forgotten repository of little weight before the same fix in a normal one', () => {
    const forgotten = { criticality: 'low', exposure: 'nonprod' } as const;
    fc.assert(
      fc.property(severity, fc.integer({ min: -2000, max: 0 }), count, effortKind, (s, due, n, effort) => {
        const value = (one: RankRepository) => rank(facts({ repositories: [one], effortKind: effort }), now).value;
        expect(value(repository(s, forgotten, { dueIn: due, count: n }))).toBeLessThanOrEqual(
          value(repository(s, {}, { count: n })),
        );
      }),
    );
  });
});
