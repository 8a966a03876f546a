import { describe, expect, it } from 'vitest';
import { SCORE_CATEGORIES } from './category.ts';
import { type ActionLoad, score } from './score.ts';
import type { FindingGroup } from './units.ts';
import { WATERFALL_KINDS } from './waterfall.ts';

const PLAIN: FindingGroup = {
  count: 1,
  exploit: 'none',
  reachability: 'unknown',
  confidence: 'high',
  overdue: 'none',
  accepted: false,
};

function steps(actions: ActionLoad[], without: string[] = [], liveSecret: string[] = []) {
  const result = score({
    now: new Date(0),
    categories: SCORE_CATEGORIES.map((category) => ({
      category,
      targets: { expected: 1, scanned: without.includes(category) ? 0 : 1 },
      ageDays: 0,
      exempt: false,
    })),
    actions,
    exposure: 'internal',
    caps: { liveSecret, overdueKevPublic: [] },
    formulaVersion: 1,
  });
  return result.waterfall;
}

describe('waterfall', () => {
  it('always has its seven steps in the same order', () => {
    expect(steps([]).map(({ kind }) => kind)).toEqual(WATERFALL_KINDS);
    expect(steps([]).every(({ points }) => points === 0)).toBe(true);
  });
  it('takes what is not measured first, then severities, weakest link and cap', () => {
    const actions: ActionLoad[] = [
      { key: 'a', category: 'dependency', severities: { critical: [PLAIN] } },
      { key: 'b', category: 'secret', severities: { high: [{ ...PLAIN, count: 1 }] } },
    ];
    const high = -20 * 0.6 * (1 - 2 ** (-1 / 4));
    const [notMeasured, critical, highs, medium, low, link, cap] = steps(actions, ['dast'], ['b']);
    expect(notMeasured).toEqual({ kind: 'not_measured', points: -10, parts: [{ category: 'dast', points: -10 }] });
    expect(critical).toEqual({ kind: 'critical', points: -12.5, parts: [{ category: 'dependency', points: -12.5 }] });
    expect(highs?.points).toBeCloseTo(high, 9);
    expect([medium?.points, low?.points]).toEqual([0, 0]);
    expect(link).toEqual({ kind: 'weakest_link', points: -12.5, parts: [{ category: 'dependency', points: -12.5 }] });
    expect(cap?.points).toBeCloseTo(39 - (100 - 10 - 12.5 + high - 12.5), 9);
  });
  it('never passes zero: in the tail the weakest link takes only what is left', () => {
    const all = steps([], [...SCORE_CATEGORIES]);
    expect(all[0]?.points).toBe(-100);
    expect(all[5]?.points).toBe(0);
  });
});
