import { describe, expect, it } from 'vitest';
import { CATEGORIES } from '#lib/domain/finding/finding.ts';
import { DEFAULT_WEIGHTS, SCORE_CATEGORIES, scoreCategoryOf } from './category.ts';

describe('scoreCategoryOf', () => {
  it('gives every category a place in the score, or says that it has none', () => {
    expect(Object.fromEntries(CATEGORIES.map((category) => [category, scoreCategoryOf(category)]))).toEqual({
      sast: 'sast',
      dependency: 'dependency',
      secret: 'secret',
      iac: 'iac',
      container: 'dependency',
      dast: 'dast',
      pipeline: 'pipeline',
      privilege: 'pipeline',
      license: null,
      quality: null,
    });
  });
  it('puts exactly 100 points at stake', () => {
    expect(SCORE_CATEGORIES.reduce((sum, category) => sum + DEFAULT_WEIGHTS[category], 0)).toBe(100);
  });
});
