import { describe, expect, it } from 'vitest';
import { DEFAULT_WEIGHTS } from './category.ts';
import { capOf, evaluate, type ScoreState, scoreOfLoss, severityHealth } from './state.ts';

function clean(): ScoreState {
  const category = () => ({
    exempt: false,
    expected: 1,
    scanned: 1,
    ageDays: 0 as number | null,
    units: { critical: 0, high: 0, medium: 0, low: 0 },
  });
  return {
    formulaVersion: 1,
    policy: { weights: { ...DEFAULT_WEIGHTS }, freshDays: 7 },
    categories: {
      dependency: category(),
      sast: category(),
      secret: category(),
      pipeline: category(),
      iac: category(),
      dast: category(),
    },
    caps: { liveSecret: false, overdueKevPublic: false },
  };
}

describe('evaluate', () => {
  it('counts the weakest category twice', () => {
    const state = clean();
    state.categories.iac.ageDays = null;
    state.categories.sast.ageDays = null;
    expect(evaluate(state)).toMatchObject({ loss: 50, score: 50, weakest: 'sast' });
  });
  it('names the first of two categories that lose the same as the weakest, and none when nothing is lost', () => {
    const state = clean();
    state.categories.secret.ageDays = null;
    state.categories.sast.ageDays = null;
    expect(evaluate(state)).toMatchObject({ loss: 60, weakest: 'sast' });
    expect(evaluate(clean()).weakest).toBeNull();
  });
  it('shares the weight of an exempt category among the others, and exactly', () => {
    const state = clean();
    state.categories.dast.exempt = true;
    state.categories.pipeline.exempt = true;
    const weights = evaluate(state).categories.map(({ weight }) => weight);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBe(100);
    expect(weights[0]).toBeCloseTo(100 / 3, 9);
  });
  it('gives the same answer for a state that was stored as JSON', () => {
    const state = clean();
    state.categories.sast.units.high = 3.3;
    state.categories.sast.ageDays = 12.34;
    expect(evaluate(JSON.parse(JSON.stringify(state)))).toEqual(evaluate(state));
  });
});

describe('scoreOfLoss', () => {
  it('is 100 − D to 75, then a line to zero without a jump', () => {
    expect(scoreOfLoss(75, 125)).toBe(25);
    expect(scoreOfLoss(75.000001, 125)).toBeCloseTo(25, 5);
    expect(scoreOfLoss(100, 125)).toBe(12.5);
    expect(scoreOfLoss(125, 125)).toBe(0);
  });
});

describe('severityHealth', () => {
  it('halves its room at the half, and never passes the cap', () => {
    expect(severityHealth('critical', 1)).toBe(0.5);
    expect(severityHealth('high', 4)).toBe(0.7);
    expect(severityHealth('medium', 15)).toBe(0.875);
    expect(severityHealth('low', 1e6)).toBeCloseTo(0.92, 12);
  });
});

describe('capOf', () => {
  it('takes the lower of two caps', () => {
    expect(capOf({ liveSecret: true, overdueKevPublic: true })).toBe(39);
    expect(capOf({ liveSecret: false, overdueKevPublic: true })).toBe(49);
    expect(capOf({ liveSecret: false, overdueKevPublic: false })).toBe(100);
  });
});
