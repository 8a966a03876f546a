import { describe, expect, it } from 'vitest';
import { SCORE_CATEGORIES } from './category.ts';
import type { ActionLoad, ScoreInput } from './score.ts';
import { score } from './score.ts';

function input(actions: ActionLoad[], scanned = 1): ScoreInput {
  return {
    now: new Date(0),
    categories: SCORE_CATEGORIES.map((category) => ({
      category,
      targets: { expected: 1, scanned },
      ageDays: 0,
      exempt: false,
    })),
    actions,
    exposure: 'internal',
    caps: { liveSecret: [], overdueKevPublic: [] },
    formulaVersion: 1,
  };
}

function critical(key: string): ActionLoad {
  const plain = { count: 1, exploit: 'none', reachability: 'unknown', confidence: 'high', overdue: 'none' } as const;
  return { key, category: 'dependency', severities: { critical: [{ ...plain, accepted: false }] } };
}

describe('gains', () => {
  it('are what a new score would say', () => {
    const two = score(input([critical('a'), critical('b')]));
    expect(two.gains.get('a')).toBeCloseTo(12.5, 9);
    expect(score(input([critical('a')])).gains.get('a')).toBeCloseTo(25, 9);
  });
  it('stay above zero where hundreds of criticals hide one another', () => {
    const gain = score(input(Array.from({ length: 200 }, (_, index) => critical(`${index}`)))).gains.get('7') ?? 0;
    expect(gain).toBeGreaterThan(0);
    expect(gain).toBeLessThan(1e-9);
  });
  it('are nothing where nothing is measured', () => {
    expect(score(input([critical('a')], 0)).gains.get('a')).toBe(0);
  });
});
