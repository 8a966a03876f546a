import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COVERAGE_STATES } from '#lib/domain/coverage/coverage-state.ts';
import { CRITICALITIES } from '#lib/domain/repository/criticality.ts';
import { DEFAULT_WEIGHTS, SCORE_CATEGORIES, type ScoreCategory } from '#lib/domain/score/category.ts';
import { shownScore } from '#lib/domain/score/shown-score.ts';
import { type CategoryState, evaluate, type ScoreState } from '#lib/domain/score/state.ts';
import { noUnits } from '#lib/domain/score/units.ts';
import { inputsFile, type StatedRepository } from './inputs.ts';
import { recomputeStatement } from './recompute.ts';

const NEVER: CategoryState = { exempt: false, expected: 1, scanned: 0, ageDays: null, units: noUnits() };
const CLEAN: CategoryState = { ...NEVER, scanned: 1, ageDays: 0 };

const stateOf = (of: (category: ScoreCategory) => CategoryState): ScoreState => ({
  formulaVersion: 1,
  policy: { weights: { ...DEFAULT_WEIGHTS }, freshDays: 7 },
  categories: Object.fromEntries(SCORE_CATEGORIES.map((name) => [name, of(name)])) as ScoreState['categories'],
  caps: { liveSecret: false, overdueKevPublic: false },
});

const repository = (repo: string, state: ScoreState | null): StatedRepository => ({
  ...{ repo, criticality: 'normal', state, open: [0, 1, 0, 0, 2, 0], reports: [] },
  coverage: { dependency: 'never', sast: 'never', secret: 'never', pipeline: 'never', iac: 'never', dast: 'never' },
  scored_at: state === null ? null : '2026-03-02T00:00:00.000Z',
});

const category = fc.record({
  exempt: fc.boolean(),
  expected: fc.constant(1),
  scanned: fc.constantFrom(0, 1),
  ageDays: fc.constantFrom(null, 0, 7, 8, 40),
  units: fc.record({ critical: fc.nat(3), high: fc.nat(9), medium: fc.nat(20), low: fc.nat(50) }),
});
const standing = fc.constantFrom(...COVERAGE_STATES);
const repositories = fc.uniqueArray(
  fc.record({
    repo: fc.stringMatching(/^[a-z]{1,4}\/[a-zA-Z]{1,4}$/),
    criticality: fc.constantFrom(...CRITICALITIES),
    state: fc
      .option(fc.array(category, { minLength: 6, maxLength: 6 }))
      .map((all) => (all === null ? null : stateOf((name) => all[SCORE_CATEGORIES.indexOf(name)] ?? NEVER))),
    scored_at: fc.constant(null),
    coverage: fc.record({
      ...{ dependency: standing, sast: standing, secret: standing, pipeline: standing, iac: standing, dast: standing },
    }),
    open: fc.array(fc.nat(9), { minLength: 6, maxLength: 6 }),
    reports: fc.constant([]),
  }),
  { selector: ({ repo }) => repo, maxLength: 8 },
);

describe('the figures of a posture statement', () => {
  it('know nothing of an organization in which nothing was ever measured', () => {
    const { score, grade, not_measured, repositories: all, measured } = recomputeStatement([repository('a/a', null)]);
    expect({ score, grade, not_measured, all, measured }).toEqual({
      ...{ score: null, grade: null, not_measured: 100, all: 1, measured: 0 },
    });
  });

  it('count each repository once in the state that each category has', () => {
    const states = ['fresh', 'stale', 'held', 'failed', 'never', 'never', 'exempt'] as const;
    const all = states.map((sast, index) => ({
      ...repository(
        `a/${index}`,
        stateOf(() => CLEAN),
      ),
      coverage: { ...repository('', null).coverage, sast },
    }));
    const { coverage, open, measured } = recomputeStatement([...all, repository('a/none', null)]);
    expect(coverage.find(({ category }) => category === 'sast')).toEqual({
      ...{ category: 'sast', fresh: 1, stale: 1, held: 1, failed: 1, never: 3, exempt: 1 },
    });
    expect(coverage.find(({ category }) => category === 'iac')).toMatchObject({ never: 8, fresh: 0 });
    expect(open).toEqual({ info: 0, low: 8, medium: 0, high: 0, critical: 16, unknown: 0 });
    expect(measured).toBe(7);
  });

  it('are of one repository what its score is', () => {
    const state = stateOf((name) => (name === 'dast' ? NEVER : CLEAN));
    const { score, grade, not_measured } = recomputeStatement([repository('a/a', state)]);
    expect({ score, grade, not_measured }).toEqual({
      score: shownScore(evaluate(state).score),
      grade: 'B',
      not_measured: 10,
    });
    expect(score).toBe(80);
  });

  it('are the same in any order, and after the file was written and read', () => {
    fc.assert(
      fc.property(repositories, (all) => {
        const figures = recomputeStatement(all);
        const head = { format: 'plumbline-posture-inputs/v1', organization: 'Acme', week: '2026-W10', at: '' } as const;
        const file = inputsFile({ head, repositories: all });
        expect(inputsFile({ head, repositories: all.toReversed() }).equals(file)).toBe(true);
        const [, ...lines] = file.toString().trimEnd().split('\n');
        expect(recomputeStatement(lines.map((line) => JSON.parse(line)))).toEqual(figures);
        for (const { category: _name, ...counts } of figures.coverage) {
          expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(all.length);
        }
      }),
      { numRuns: 500 },
    );
  });
});
