import { describe, expect, it } from 'vitest';
import { SCORE_CATEGORIES } from '#lib/domain/score/category.ts';
import { type CoverageMember, coverageActions, gainsOfMeasuring } from './coverage.ts';
import { coverageReasons, coverageSteps, coverageTitle } from './coverage-words.ts';

/** A repository that has measured everything but secrets, with so much confidence in code. */
function member(
  repoId: number,
  code: number,
  change: Partial<CoverageMember> & { held?: number } = {},
): CoverageMember {
  const { held, ...rest } = change;
  const categories = SCORE_CATEGORIES.map((category) => {
    const weight = category === 'sast' || category === 'secret' ? 20 : 15;
    const confidence = category === 'secret' ? 0 : category === 'sast' ? code : 1;
    return { category, weight, confidence, health: 1, loss: weight * (1 - confidence) };
  });
  const score = 100 - 20 - 20 * (1 - code) - 20;
  return {
    repoId,
    name: `acme/r${repoId}`,
    demo: false,
    criticality: 'normal',
    gains: gainsOfMeasuring({ score: held ?? score, categories, cap: held ?? 100 }),
    ...rest,
  };
}

describe('actions on coverage', () => {
  it('connect what was never measured, and refresh what went stale, one for each category', () => {
    const actions = coverageActions([member(1, 1), member(2, 0.5)]);
    expect(actions.map(({ step, category, repositories }) => [step, category, repositories.length])).toEqual([
      ['connect', 'secret', 2],
      ['refresh', 'sast', 1],
    ]);
    const [connect] = actions;
    // Alone, the weakest category counts twice no more.
    expect(connect?.repositories[0]).toEqual({ repoId: 1, name: 'acme/r1', demo: false, points: 40 });
    expect(connect?.hours).toBeCloseTo(0.5 * 2 ** 0.7, 12);
    expect(connect?.value).toBeCloseTo((40 + 30) / (0.5 * 2 ** 0.7), 12);
  });
  it('weigh more where the repository is critical', () => {
    const [normal] = coverageActions([member(1, 1)]);
    const [critical] = coverageActions([member(1, 1, { criticality: 'critical' })]);
    expect(critical?.value).toBe(4 * (normal?.value ?? 0));
  });
  it('are none where everything is measured, or where measuring would bring next to nothing', () => {
    expect(coverageActions([member(1, 1, { held: 39 })])).toEqual([]);
    expect(coverageActions([])).toEqual([]);
  });
  it('say what to do and why, for one repository and for several', () => {
    const [one] = coverageActions([member(1, 1)]);
    const [two] = coverageActions([member(1, 1), member(2, 1)]);
    const [, stale] = coverageActions([member(1, 0.5)]);
    if (!one || !two || !stale) throw new Error('an action is missing');
    expect([one, two, stale].map(coverageTitle)).toEqual([
      'Connect a scanner of secrets',
      'Connect a scanner of secrets to 2 repositories',
      'Get the scan of code running again',
    ]);
    expect(coverageReasons(two)).toEqual([
      'nothing looks at secrets in 2 repositories',
      'measuring alone brings acme/r1 40.0 points',
      'takes about 30 minutes for a repository',
    ]);
    expect(coverageSteps(two)[1]?.text).toContain('each repository');
    expect(coverageSteps(stale)).toHaveLength(2);
  });
});
