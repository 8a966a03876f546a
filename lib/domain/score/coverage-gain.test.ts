import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SCORE_CATEGORIES } from './category.ts';
import { coverageGain } from './coverage-gain.ts';
import { type ActionLoad, type CategoryMeasure, score } from './score.ts';
import { capOf, FORMULA_VERSION } from './state.ts';

const NOW = new Date('2026-03-02T09:00:00Z');
const measure = fc.record({
  ageDays: fc.constantFrom(null, 0, 6, 14, 30, 200),
  exempt: fc.boolean(),
});
const measures = fc.tuple(...SCORE_CATEGORIES.map(() => measure)).map((all) =>
  all.map(
    ({ ageDays, exempt }, index): CategoryMeasure => ({
      category: SCORE_CATEGORIES[index] ?? 'sast',
      targets: { expected: 1, scanned: ageDays === null ? 0 : 1 },
      ageDays,
      exempt,
    }),
  ),
);
const plain = {
  exploit: 'none',
  reachability: 'unknown',
  confidence: 'high',
  overdue: 'none',
  accepted: false,
} as const;
const actions = fc.array(
  fc.record({
    category: fc.constantFrom(...SCORE_CATEGORIES),
    severity: fc.constantFrom('critical' as const, 'high' as const, 'low' as const),
    count: fc.integer({ min: 1, max: 30 }),
  }),
  { maxLength: 8 },
);
const caps = fc.record({ liveSecret: fc.boolean(), overdueKevPublic: fc.boolean() });

describe('what measuring brings', () => {
  it('is the difference of two scores, for any category of any repository', () => {
    fc.assert(
      fc.property(measures, actions, caps, fc.constantFrom(...SCORE_CATEGORIES), (categories, list, held, category) => {
        const of = (from: readonly CategoryMeasure[]) =>
          score({
            now: NOW,
            categories: from,
            actions: list.map(
              ({ category: at, severity, count }, index): ActionLoad => ({
                key: `${index}`,
                category: at,
                severities: { [severity]: [{ ...plain, count }] },
              }),
            ),
            exposure: 'internal',
            caps: { liveSecret: held.liveSecret ? ['s'] : [], overdueKevPublic: held.overdueKevPublic ? ['k'] : [] },
            formulaVersion: FORMULA_VERSION,
          });
        const before = of(categories);
        const fresh = { targets: { expected: 1, scanned: 1 }, ageDays: 0 };
        const after = of(categories.map((one) => (one.category === category ? { ...one, ...fresh } : one)));
        expect(coverageGain({ ...before, cap: capOf(held) }, category)).toBeCloseTo(after.score - before.score, 8);
      }),
      { numRuns: 3000 },
    );
  });
});
