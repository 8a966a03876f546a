import { SCORE_CATEGORIES } from './category.ts';

/**
 * How many of the expected categories some report speaks for, however old; those that are exempt are not expected. The
 * view of a score that was never computed lists none: then all are expected.
 */
export function measuredCategories(categories: readonly { confidence: number; exempt: boolean }[]): {
  expected: number;
  measured: number;
} {
  if (categories.length === 0) return { expected: SCORE_CATEGORIES.length, measured: 0 };
  const expected = categories.filter(({ exempt }) => !exempt);
  return { expected: expected.length, measured: expected.filter(({ confidence }) => confidence > 0).length };
}
