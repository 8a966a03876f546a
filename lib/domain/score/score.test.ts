import { describe, expect, it } from 'vitest';
import type { Category, Severity } from '#lib/domain/finding/finding.ts';
import { gradeOf } from '#lib/domain/score/grade.ts';
import { cpuStopwatch } from '#lib/testing.ts';
import { SCORE_CATEGORIES, type ScoreCategory } from './category.ts';
import { type ActionLoad, type CategoryMeasure, type ScoreInput, score } from './score.ts';
import type { FindingGroup } from './units.ts';

const PLAIN: FindingGroup = {
  count: 1,
  exploit: 'none',
  reachability: 'unknown',
  confidence: 'high',
  overdue: 'none',
  accepted: false,
};

function action(key: string, category: Category, severity: Severity, group: Partial<FindingGroup> = {}): ActionLoad {
  return { key, category, severities: { [severity]: [{ ...PLAIN, ...group }] } };
}

function many(n: number, category: Category, severity: Severity, group: Partial<FindingGroup> = {}): ActionLoad[] {
  return Array.from({ length: n }, (_, index) => action(`${category}-${severity}-${index}`, category, severity, group));
}

function measured(change: Partial<Record<ScoreCategory, Partial<CategoryMeasure>>> = {}, ageDays = 0) {
  return SCORE_CATEGORIES.map((category) => ({
    category,
    targets: { expected: 1, scanned: 1 },
    ageDays,
    exempt: false,
    ...change[category],
  }));
}

function scored(actions: ActionLoad[], change: Partial<ScoreInput> = {}) {
  return score({
    now: new Date('2026-03-01T00:00:00Z'),
    categories: measured(),
    actions,
    exposure: 'internal',
    caps: { liveSecret: [], overdueKevPublic: [] },
    formulaVersion: 1,
    ...change,
  });
}

const oneDecimal = (points: number) => Math.round(points * 10) / 10;

describe('worked examples of formula version 1', () => {
  it('never scanned is 0', () => {
    expect(scored([], { categories: [] }).score).toBe(0);
    expect(scored([], { categories: [] }).shareNotMeasured).toBe(100);
  });
  it('all six categories fresh and clean is 100', () => {
    expect(scored([])).toMatchObject({ score: 100, grade: 'A', shareNotMeasured: 0 });
  });
  it('clean without DAST is 80, with DAST exempted 100', () => {
    const withoutDast = measured().filter(({ category }) => category !== 'dast');
    expect(scored([], { categories: withoutDast }).score).toBe(80);
    expect(scored([], { categories: measured({ dast: { exempt: true, ageDays: null } }) }).score).toBe(100);
  });
  it('clean with every scan 21 days old is 37.5', () => {
    expect(scored([], { categories: measured({}, 21) }).score).toBe(37.5);
  });
  it('1, 2 and 20 dependency criticals are 75, 62.5 and 50', () => {
    expect(scored(many(1, 'dependency', 'critical')).score).toBe(75);
    expect(scored(many(2, 'dependency', 'critical')).score).toBe(62.5);
    expect(oneDecimal(scored(many(20, 'dependency', 'critical')).score)).toBe(50);
  });
  it('one SAST critical is 80, and 300 low-confidence lows of ten rules take it to 79.7', () => {
    const critical = action('critical', 'sast', 'critical');
    const lows = many(10, 'sast', 'low', { count: 30, confidence: 'low' });
    expect(scored([critical]).score).toBe(80);
    expect(oneDecimal(scored([critical, ...lows]).score)).toBe(79.7);
  });
  it('300 highs closed by one upgrade are 87.7', () => {
    expect(oneDecimal(scored([action('one', 'dependency', 'high', { count: 300 })]).score)).toBe(87.7);
  });
  it('one dependency critical accepted is 92, and 75 without acceptances', () => {
    const result = scored([action('one', 'dependency', 'critical', { accepted: true })]);
    expect(Math.round(result.score)).toBe(92);
    expect(result.scoreWithoutAcceptances).toBe(75);
  });
});

describe('score', () => {
  it('counts containers as dependencies and privileges as pipelines', () => {
    expect(scored(many(1, 'container', 'critical')).score).toBe(75);
    expect(scored(many(1, 'privilege', 'critical')).score).toBe(scored(many(1, 'pipeline', 'critical')).score);
  });
  it('never counts licenses, quality and info', () => {
    const actions = [...many(5, 'license', 'critical'), ...many(5, 'quality', 'critical'), ...many(5, 'sast', 'info')];
    expect(scored(actions).score).toBe(100);
    expect([...scored(actions).gains.values()]).toEqual(actions.map(() => 0));
  });
  it('caps at 39 for a live secret and at 49 for an overdue KEV in public', () => {
    const secret = action('secret', 'secret', 'low');
    const kev = action('kev', 'dependency', 'low');
    expect(scored([secret], { caps: { liveSecret: ['secret'], overdueKevPublic: [] } }).score).toBe(39);
    expect(scored([kev], { caps: { liveSecret: [], overdueKevPublic: ['kev'] } }).score).toBe(49);
    expect(scored([secret, kev], { caps: { liveSecret: ['secret'], overdueKevPublic: ['kev'] } }).score).toBe(39);
  });
  it('credits an action with the cap that it alone holds', () => {
    const actions = [action('a', 'secret', 'low'), action('b', 'secret', 'low'), action('c', 'dependency', 'high')];
    const alone = scored(actions, { caps: { liveSecret: ['a'], overdueKevPublic: [] } });
    expect(alone.gains.get('a')).toBeGreaterThan(40);
    expect(alone.gains.get('c')).toBe(0);
    const shared = scored(actions, { caps: { liveSecret: ['a', 'b'], overdueKevPublic: [] } });
    expect(shared.gains.get('a')).toBe(0);
  });
  it('gives nothing for exempting everything', () => {
    const nothing = Object.fromEntries(SCORE_CATEGORIES.map((category) => [category, { exempt: true }]));
    expect(scored([], { categories: measured(nothing) })).toMatchObject({
      score: 0,
      grade: 'E',
      shareNotMeasured: 100,
    });
  });
  it('takes weights and freshness from the policy', () => {
    const weights = { dependency: 50, sast: 50, secret: 0, pipeline: 0, iac: 0, dast: 0 };
    expect(scored(many(1, 'dependency', 'critical'), { policy: { weights } }).score).toBe(50);
    expect(scored([], { categories: measured({}, 21), policy: { freshDays: 21 } }).score).toBe(100);
  });
  it('weighs an action by its worst finding, not by its first', () => {
    const accepted = { ...PLAIN, accepted: true };
    const both = { key: 'x', category: 'dependency', severities: { critical: [accepted, PLAIN] } } as const;
    expect(scored([both]).score).toBeLessThan(75);
  });
  it('scores 20,000 open actions quickly', () => {
    const severities = ['critical', 'high', 'medium', 'low'] as const;
    const actions = severities.flatMap((severity) => many(5000, 'dependency', severity, { count: 7 }));
    const times = Array.from({ length: 5 }, () => {
      const spent = cpuStopwatch();
      scored(actions);
      return spent();
    });
    // The promise is 50 ms; machines that run tests are busy.
    expect(Math.min(...times)).toBeLessThan(150);
  });
});

describe('gradeOf', () => {
  it.each([
    [90, 90, 'A'],
    [90, 89.9, 'B'],
    [89.9, 100, 'B'],
    [75, 100, 'B'],
    [74.9, 100, 'C'],
    [60, 100, 'C'],
    [40, 100, 'D'],
    [39.9, 100, 'E'],
  ])('%d points with %d measured is %s', (points, share, grade) => {
    expect(gradeOf(points, share)).toBe(grade);
  });
});
