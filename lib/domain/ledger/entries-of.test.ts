import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_WEIGHTS, SCORE_CATEGORIES } from '#lib/domain/score/category.ts';
import { type CategoryState, evaluate, FORMULA_VERSION, type ScoreState } from '#lib/domain/score/state.ts';
import { noUnits, type SeverityUnits } from '#lib/domain/score/units.ts';
import { LEDGER_CAUSES, type LedgerCause, toMicro } from './cause.ts';
import { entriesOf, type LedgerFacts, type Scored, withNotes } from './entries-of.ts';
import { noTotals, scoreOf, storedTotals, totalsFrom, withEntries } from './totals.ts';
import type { TouchedAction } from './units-by-cause.ts';

const NONE = { liveSecret: false, overdueKevPublic: false };
const measured: CategoryState = { exempt: false, expected: 1, scanned: 1, ageDays: 1, units: noUnits() };

function stateOf(
  of: Partial<Record<(typeof SCORE_CATEGORIES)[number], Partial<CategoryState>>>,
  caps = NONE,
): ScoreState {
  const categories = Object.fromEntries(
    SCORE_CATEGORIES.map((category) => [category, { ...structuredClone(measured), ...of[category] }]),
  ) as ScoreState['categories'];
  return {
    formulaVersion: FORMULA_VERSION,
    policy: { weights: { ...DEFAULT_WEIGHTS }, freshDays: 7 },
    categories,
    caps: { ...caps },
  };
}

const scored = (state: ScoreState): Scored => ({ state, score: evaluate(state).score });
const units = (given: Partial<SeverityUnits>): SeverityUnits => ({ ...noUnits(), ...given });
const action = (given: Partial<TouchedAction>): TouchedAction => ({
  ...{ category: 'dependency', privilege: false, before: noUnits(), after: noUnits() },
  ...{ held: NONE, holds: NONE, causes: new Map() },
  ...given,
});
const told = (facts: Partial<LedgerFacts>) =>
  Object.fromEntries(
    entriesOf({
      ...{ before: null, after: null, elapsedDays: 0, touched: [], fallback: 'restated', others: 'ageing' },
      ...facts,
    }).map(({ cause, points, findings }) => [cause, [points / 1e6, findings]]),
  );

describe('what moved a score in one transaction', () => {
  const clean = scored(stateOf({}));
  const oneCritical = scored(stateOf({ dependency: { units: units({ critical: 1 }) } }));
  const opened = action({ after: units({ critical: 1 }), causes: new Map([['new', 1]]) });
  const closed = action({ before: units({ critical: 1 }), causes: new Map([['fixed', 3]]) });

  it.each<[string, Partial<LedgerFacts>, Record<string, [number, number]>]>([
    ['nothing measured', {}, {}],
    ['the first measure', { after: clean }, { composition: [100, 0] }],
    ['nothing measured any more', { before: clean }, { composition: [-100, 0] }],
    ['nothing', { before: clean, after: clean }, {}],
    ['a new critical', { before: clean, after: oneCritical, touched: [opened] }, { new: [-25, 1] }],
    ['its fix', { before: oneCritical, after: clean, touched: [closed] }, { fixed: [25, 3] }],
    [
      'a right given',
      { before: clean, after: oneCritical, touched: [{ ...opened, privilege: true }] },
      { privileges: [-25, 1] },
    ],
    [
      'a fix told of by nothing',
      { before: oneCritical, after: clean, touched: [{ ...closed, causes: new Map() }] },
      { restated: [25, 0] },
    ],
    ['units that no finding moved', { before: clean, after: oneCritical }, { ageing: [-25, 0] }],
    ['the same by settings', { before: clean, after: oneCritical, others: 'policy' }, { policy: [-25, 0] }],
  ])('%s', (_, facts, parts) => expect(told(facts)).toEqual(parts));

  it('scans that grow old are staleness, and what scans them again is coverage', () => {
    const old = scored(stateOf({ dependency: { ageDays: 21 } }));
    expect(told({ before: scored(stateOf({ dependency: { ageDays: 7 } })), after: old, elapsedDays: 14 })).toEqual({
      staleness: [-25, 0],
    });
    expect(told({ before: old, after: clean, elapsedDays: 1 })).toEqual({ coverage: [25, 0] });
  });

  it('what a scanner finds at its first look is told with what measuring brings', () => {
    const never = scored(stateOf({ sast: { scanned: 0, ageDays: null } }));
    const first = scored(stateOf({ sast: { units: units({ critical: 1 }) } }));
    const found = action({ category: 'sast', after: units({ critical: 1 }), causes: new Map([['coverage', 40]]) });
    const { coverage, ...rest } = told({ before: never, after: first, touched: [found] });
    expect(rest).toEqual({});
    expect(coverage).toEqual([(toMicro(first.score) - toMicro(never.score)) / 1e6, 40]);
  });

  it('a cap goes with what lifted it, and comes with what set it', () => {
    const capped = scored(stateOf({ secret: { units: units({ high: 1 }) } }, { ...NONE, liveSecret: true }));
    const holding = { ...NONE, liveSecret: true };
    const rotated = action({
      category: 'secret',
      before: units({ high: 1 }),
      held: holding,
      causes: new Map([['fixed', 1]]),
    });
    expect(told({ before: capped, after: clean, touched: [rotated] })).toEqual({ fixed: [61, 1] });
    const late = scored(stateOf({}, { ...NONE, overdueKevPublic: true }));
    expect(told({ before: clean, after: late })).toEqual({ ageing: [-51, 0] });
  });

  it('an action that lost and gained findings moves by what can have moved it', () => {
    const more = action({
      before: units({ critical: 1 }),
      after: units({ critical: 2 }),
      causes: new Map([
        ['fixed', 1],
        ['new', 2],
      ]),
    });
    const after = scored(stateOf({ dependency: { units: units({ critical: 2 }) } }));
    expect(told({ before: oneCritical, after, touched: [more] })).toEqual({ fixed: [0, 1], new: [-12.5, 2] });
  });

  const amount = fc.integer({ min: 0, max: 64 }).map((steps) => steps / 8);
  const someUnits = fc.record({ critical: amount, high: amount, medium: amount, low: amount });
  const category = fc.record({
    exempt: fc.boolean(),
    expected: fc.constant(1),
    scanned: fc.integer({ min: 0, max: 1 }),
    ageDays: fc.option(fc.integer({ min: 0, max: 60 }), { nil: null }),
    units: someUnits,
  });
  const state: fc.Arbitrary<ScoreState> = fc.record({
    formulaVersion: fc.constant(FORMULA_VERSION),
    policy: fc.record({ weights: fc.constant({ ...DEFAULT_WEIGHTS }), freshDays: fc.constantFrom(7, 14) }),
    categories: fc.record(Object.fromEntries(SCORE_CATEGORIES.map((one) => [one, category])) as never),
    caps: fc.record({ liveSecret: fc.boolean(), overdueKevPublic: fc.boolean() }),
  }) as never;
  const flags = fc.record({ liveSecret: fc.boolean(), overdueKevPublic: fc.boolean() });
  const touched: fc.Arbitrary<TouchedAction> = fc.record({
    category: fc.constantFrom(...SCORE_CATEGORIES, null),
    privilege: fc.boolean(),
    before: someUnits,
    after: someUnits,
    held: flags,
    holds: flags,
    causes: fc
      .uniqueArray(fc.constantFrom<LedgerCause>('fixed', 'new', 'disclosed', 'coverage', 'decisions', 'restated'), {
        maxLength: 3,
      })
      .chain((causes) =>
        fc
          .array(fc.integer({ min: 1, max: 9 }), { minLength: causes.length, maxLength: causes.length })
          .map((counts) => new Map(causes.map((cause, index) => [cause, counts[index] ?? 1]))),
      ),
  });

  it('parts are exactly the difference, whatever happened, and their sums lead to the score', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.option(state, { nil: null, freq: 8 }), fc.array(touched, { maxLength: 4 })), {
          minLength: 1,
          maxLength: 5,
        }),
        (history) => {
          let before: Scored | null = null;
          let totals = noTotals();
          for (const [next, actions] of history) {
            const after: Scored | null = next === null ? null : scored(next);
            const entries = entriesOf({
              before,
              after,
              elapsedDays: 1,
              touched: actions,
              fallback: 'restated',
              others: 'ageing',
            });
            const sum = entries.reduce((all, { points }) => all + points, 0);
            expect(sum).toBe(toMicro(after?.score ?? 0) - toMicro(before?.score ?? 0));
            expect(new Set(entries.map(({ cause }) => cause)).size).toBe(entries.length);
            totals = withEntries(totals, entries);
            expect(scoreOf(totals)).toBe(after === null ? null : toMicro(after.score));
            expect(totalsFrom(storedTotals(totals))).toEqual(totals);
            before = after;
          }
        },
      ),
      { numRuns: 600 },
    );
  });

  it('a note of a setting has an entry, also where it moved nothing', () => {
    const moved = { cause: 'policy', points: 5, findings: 0 } as const;
    expect(
      withNotes(
        [moved],
        [
          { cause: 'policy', note: 'exposure' },
          { cause: 'composition', note: 'renamed' },
        ],
      ),
    ).toEqual([
      { ...moved, notes: ['exposure'] },
      { cause: 'composition', points: 0, findings: 0, notes: ['renamed'] },
    ]);
  });

  it('keeps its sums in one order for good', () => {
    expect(LEDGER_CAUSES.slice(0, 13).join()).toBe(
      'formula,policy,staleness,ageing,coverage,decisions,fixed,restated,disclosed,new,privileges,composition,unrecorded',
    );
    expect(totalsFrom([1, 1, 2, 3])).toMatchObject({
      measured: true,
      points: { formula: 1, unrecorded: 0 },
      entries: { formula: 2 },
      findings: { formula: 3 },
    });
  });
});
