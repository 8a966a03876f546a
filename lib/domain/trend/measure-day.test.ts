import { expect, it } from 'vitest';
import { DEFAULT_SLA } from '#lib/domain/action/sla.ts';
import { measureDay } from './measure-day.ts';

const NOTHING = {
  criticality: 'normal' as const,
  openAges: {},
  fixedAges: {},
  categories: null,
  falsePositives: 1,
  real: 3,
};

it('what is open or was fixed beyond its due date is told by severity and criticality', () => {
  const openAges = { critical: { 6: 1, 7: 2, 40: 1 }, unknown: { 60: 4 }, info: { 900: 9 } };
  const fixedAges = { high: { 29: 5, 30: 1 } };
  // Unknown counts as medium: sixty days. Info has no due date.
  expect(measureDay({ ...NOTHING, openAges, fixedAges }, DEFAULT_SLA)).toMatchObject({
    overdue: 7,
    fixedLate: 1,
    openAges,
    fixedAges,
  });
  const stricter = { ...DEFAULT_SLA, byCriticality: { normal: { critical: 3 } } };
  expect(measureDay({ ...NOTHING, openAges }, stricter).overdue).toBe(8);
});

it('a category counts as covered while its scan is fresh, and only where it is expected', () => {
  const categories = [25, 1, 1, 0, 20, 0.71, 1, 3, 20, 0, 1, 20, 0, 1, 1, 0];
  expect(measureDay({ ...NOTHING, categories }, DEFAULT_SLA)).toMatchObject({
    expected: 3,
    fresh: 1,
    falsePositives: 1,
    real: 3,
  });
  expect(measureDay(NOTHING, DEFAULT_SLA)).toMatchObject({ expected: 0, fresh: 0 });
});
