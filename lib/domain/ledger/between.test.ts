import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CRITICALITIES } from '#lib/domain/repository/criticality.ts';
import { portfolio } from '#lib/domain/score/portfolio.ts';
import { changeBetween, type LedgerMember, ledgerBetween, type MemberThen } from './between.ts';
import { type LedgerCause, MICRO, toMicro } from './cause.ts';
import { noTotals, scoreOf, withEntries } from './totals.ts';

type Moved = readonly [cause: LedgerCause, points: number];

/** A repository with this score, which then moved by these. */
function member(
  repoId: number,
  score: number,
  moved: readonly Moved[] = [],
  more: Partial<MemberThen> = {},
): LedgerMember {
  const start = withEntries(noTotals(), [
    { cause: 'composition', points: score * MICRO, findings: 0, notes: ['measured'] },
  ]);
  const entries = moved.map(([cause, points]) => ({ cause, points: points * MICRO, findings: 1 }));
  const base = { criticality: 'normal' as const, counts: true };
  return { repoId, from: { ...base, totals: start }, to: { ...base, totals: withEntries(start, entries), ...more } };
}
const partsOf = (members: readonly LedgerMember[]) =>
  Object.fromEntries(ledgerBetween(members).parts.map(({ cause, points }) => [cause, points / MICRO]));

describe('what moved a score between two moments', () => {
  it('of one repository is what its ledger says', () => {
    const one = member(1, 60, [
      ['fixed', 12.5],
      ['new', -4],
      ['ageing', -0.5],
    ]);
    expect(ledgerBetween([one])).toEqual({
      ...{ from: 60 * MICRO, to: 68 * MICRO, change: 8 * MICRO, joined: [], left: [] },
      parts: [
        { cause: 'ageing', points: -0.5 * MICRO, entries: 1, findings: 1 },
        { cause: 'fixed', points: 12.5 * MICRO, entries: 1, findings: 1 },
        { cause: 'new', points: -4 * MICRO, entries: 1, findings: 1 },
      ],
      movers: [{ repoId: 1, points: 8 * MICRO, from: 60 * MICRO, to: 68 * MICRO }],
    });
  });

  it('tells of what moved up and down by as much', () => {
    expect(
      partsOf([
        member(1, 60, [
          ['fixed', 5],
          ['new', -5],
        ]),
      ]),
    ).toEqual({ fixed: 5, new: -5 });
  });

  it('of several is by their shares, and who did not move has no part', () => {
    const { movers, change } = ledgerBetween([
      member(1, 20, [['fixed', 10]]),
      member(2, 80),
      member(3, 80),
      member(4, 80),
    ]);
    // A quarter of the mean, and all of the worst quartile.
    expect(change).toBe((0.7 / 4 + 0.3) * 10 * MICRO);
    expect(movers.map(({ points }) => points)).toEqual([change, 0, 0, 0]);
  });

  it('newcomers, those that left, and other weights are told apart from moves', () => {
    const joined = { ...member(2, 0, [['coverage', 100]]), from: null };
    const left = member(3, 10, [], { counts: false });
    const weighed = member(4, 90, [], { criticality: 'critical' });
    const all = [member(1, 50, [['new', -10]]), joined, left, weighed];
    const { parts, joined: new_, left: gone } = ledgerBetween(all);
    expect(new_).toEqual([{ repoId: 2, to: 100 * MICRO }]);
    expect(gone).toEqual([{ repoId: 3, from: 10 * MICRO }]);
    expect(parts.map(({ cause, points }) => [cause, Math.sign(points)])).toEqual([
      ['policy', 1],
      ['new', -1],
      ['composition', 1],
    ]);
  });

  it('is told of what was there at both moments without looking for whose it is', () => {
    const members = [
      member(1, 50, [['new', -10]]),
      member(2, 30, [['fixed', 20]]),
      { ...member(3, 0, [['coverage', 90]]), from: null },
    ];
    const { from, to, change } = ledgerBetween(members);
    // Of two the worse one is the worst quartile: 0.7 × 40 + 0.3 × 30 before, 0.7 × 45 + 0.3 × 40 after.
    expect(changeBetween(members)).toEqual({ from, to, change, joined: 1, left: 0, likeForLike: 6.5 * MICRO });
    expect(change).not.toBe(6.5 * MICRO);
  });

  it('is not known where a score is not known', () => {
    expect(ledgerBetween([])).toMatchObject({ from: null, to: null, change: null, parts: [] });
    expect(ledgerBetween([{ ...member(1, 50), from: null }])).toMatchObject({
      from: null,
      to: 50 * MICRO,
      change: null,
      parts: [],
    });
  });

  const then = (cause: LedgerCause) =>
    fc
      .tuple(fc.constantFrom(...CRITICALITIES), fc.boolean(), fc.boolean(), fc.integer({ min: 0, max: 100 * MICRO }))
      .map(([criticality, counts, measured, score]): MemberThen => {
        const totals = noTotals();
        totals.points[cause] = score;
        return { criticality, counts, totals: { ...totals, measured } };
      });
  const anybody = fc.tuple(
    fc.option(then('composition'), { nil: null, freq: 6 }),
    fc.option(then('composition'), { nil: null, freq: 6 }),
    fc.array(
      fc.tuple(fc.constantFrom<LedgerCause>('fixed', 'new', 'ageing', 'coverage'), fc.integer({ min: -1e8, max: 1e8 })),
      { maxLength: 3 },
    ),
  );

  it('parts are exactly the difference of the two scores, and so are movers of what moved', () => {
    fc.assert(
      fc.property(fc.array(anybody, { maxLength: 12 }), (given) => {
        const members = given.map(([from, to, moved], repoId): LedgerMember => {
          for (const [cause, points] of moved) {
            if (to === null) continue;
            // Moves that cancel out, so that the score stays within its bounds.
            to.totals.points[cause] += points;
            to.totals.points.composition -= points;
          }
          return { repoId, from, to };
        });
        const { from, to, change, parts, movers, joined, left } = ledgerBetween(members);
        const composition = parts.find(({ cause }) => cause === 'composition')?.points ?? 0;
        expect(changeBetween(members)).toEqual({
          ...{ from, to, change, likeForLike: change === null ? null : change - composition },
          ...{ joined: joined.length, left: left.length },
        });
        const at = (side: 'from' | 'to') =>
          portfolio(
            members.flatMap((one) => {
              const score = one[side]?.counts ? scoreOf(one[side].totals) : null;
              return score === null ? [] : [{ criticality: one[side]?.criticality ?? 'normal', score: score / MICRO }];
            }),
          );
        expect([from, to]).toEqual([at('from'), at('to')].map((score) => (score === null ? null : toMicro(score))));
        if (change === null) expect(parts).toEqual([]);
        else expect(parts.reduce((sum, { points }) => sum + points, 0)).toBe(change);
        for (const { points, from: was, to: is } of movers) {
          if (was === is) expect(points).toBe(0);
          else if (Math.abs(points) > 10) expect(Math.sign(points)).toBe(Math.sign(is - was));
        }
      }),
      { numRuns: 400 },
    );
  });
});
