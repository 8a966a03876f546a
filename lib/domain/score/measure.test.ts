import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CATEGORIES } from '#lib/domain/finding/finding.ts';
import { SCORE_CATEGORIES } from './category.ts';
import { measureCategories, measures, type StreamMeasure } from './measure.ts';

const now = new Date('2026-03-02T00:00:00Z');
const stream = (given: Partial<StreamMeasure>): StreamMeasure => ({
  tracked: true,
  categories: ['privilege'],
  lastSuccessAt: now,
  lastSuccessCommit: null,
  ...given,
});
const exempt = (streams: StreamMeasure[], kind?: 'code' | 'system'): string[] =>
  measureCategories(streams, now, kind).flatMap((measure) => (measure.exempt ? measure.category : []));

it('expects every category of a repository with code', () => {
  expect(exempt([stream({})])).toEqual([]);
});

it('expects of a system who may do what, measured or not, and what somebody measures all the same', () => {
  expect(exempt([], 'system')).toEqual(['dependency', 'sast', 'secret', 'iac', 'dast']);
  expect(exempt([stream({}), stream({ categories: ['secret'] })], 'system')).toEqual([
    'dependency',
    'sast',
    'iac',
    'dast',
  ]);
});

it('leaves out what was decided not to apply, never what a tracked stream reports, and measures no more by it', () => {
  const streams = fc.array(
    fc.record({
      tracked: fc.boolean(),
      categories: fc.subarray([...CATEGORIES]),
      lastSuccessAt: fc.option(fc.constant(now)),
      lastSuccessCommit: fc.constant(null),
    }),
    { maxLength: 4 },
  );
  const exempted = fc.subarray([...SCORE_CATEGORIES]).map((categories) => new Set(categories));
  const share = (found: ReturnType<typeof measureCategories>) =>
    found.filter(({ exempt: left, targets }) => !left && targets.scanned > 0).map(({ category }) => category);
  fc.assert(
    fc.property(streams, exempted, fc.constantFrom('code' as const, 'system' as const), (all, set, kind) => {
      const exempting = measureCategories(all, now, kind, set);
      const without = measureCategories(all, now, kind);
      expect(share(exempting)).toEqual(share(without));
      for (const [place, { category, exempt: left }] of exempting.entries()) {
        const isReported = all.some((one) => one.tracked && measures(one, category));
        expect(left).toBe(without[place]?.exempt === true || (set.has(category) && !isReported));
      }
    }),
  );
});
