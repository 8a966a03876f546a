import { describe, expect, it } from 'vitest';
import { gradeOf } from '#lib/domain/score/grade.ts';
import { COUNT_EXAMPLE, factorRules, freshnessSteps, gradeRange, severityRules } from './rules.ts';

describe('the rules of the score, as the page tells them', () => {
  it('are those of the formula', () => {
    const rules = severityRules().map(({ severity, first, most }) => [severity, first.toFixed(3), most]);
    expect(rules).toEqual([
      ['critical', '0.500', 1],
      ['high', '0.095', 0.6],
      ['medium', '0.011', 0.25],
      ['low', '0.001', 0.08],
    ]);
    expect(freshnessSteps().map(({ days, share }) => [days, share.toFixed(2)])).toEqual([
      [7, '1.00'],
      [14, '0.71'],
      [21, '0.50'],
      [35, '0.25'],
      [63, '0.06'],
    ]);
    expect(COUNT_EXAMPLE.as).toBe(2);
  });

  it('leave out what changes nothing, and begin with what weighs most', () => {
    const factors = factorRules().map(({ factor }) => factor);
    expect(factors).not.toContain(1);
    expect(factors).toEqual(factors.toSorted((a, b) => b - a));
    expect(factors[0]).toBe(1.5);
  });

  it('name ranges that have the grade at both ends', () => {
    for (const grade of ['A', 'B', 'C', 'D'] as const) {
      const [from, to] = gradeRange(grade).split(' to ').map(Number);
      expect([gradeOf(from ?? 0, 100), gradeOf(to ?? 0, 100)]).toEqual([grade, grade]);
    }
    expect(gradeRange('E')).toBe('below 40');
  });
});
