import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CATEGORIES } from '#lib/domain/finding/finding.ts';
import { SCORE_CATEGORIES } from './category.ts';
import { lastProof, measureCategories, measures, type StreamMeasure, unscannedSince } from './measure.ts';

const now = new Date('2026-03-02T00:00:00Z');
const stream = (given: Partial<StreamMeasure>): StreamMeasure => ({
  tracked: true,
  categories: ['privilege'],
  lastSuccessAt: now,
  lastSuccessCommit: null,
  unscannedSince: null,
  commitSeenAt: null,
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
      unscannedSince: fc.constant(null),
      commitSeenAt: fc.constant(null),
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

const day = (number: number): Date => new Date(Date.UTC(2026, 1, number));
const code = (given: Partial<StreamMeasure>) =>
  stream({ categories: ['sast'], lastSuccessAt: day(1), lastSuccessCommit: 'a', ...given });

it.each<[string, Partial<StreamMeasure>[], Date | null, Date | null]>([
  ['from the last scan, where no commits are told', [{}], day(1), null],
  ['from the oldest commit that was not scanned', [{ unscannedSince: day(5) }], day(5), day(5)],
  [
    'from that even after a later scan of an old commit',
    [{ lastSuccessAt: day(9), unscannedSince: day(5) }],
    day(5),
    day(5),
  ],
  ['from when the scanned commit was told last to be the newest', [{ commitSeenAt: day(7) }], day(7), null],
  ['from a later scan of that commit', [{ commitSeenAt: day(7), lastSuccessAt: day(8) }], day(8), null],
  [
    'from what is furthest',
    [{ unscannedSince: day(5) }, { unscannedSince: day(6), lastSuccessCommit: 'b' }],
    day(6),
    day(6),
  ],
  [
    'from what has no known commit, if that is later',
    [{ unscannedSince: day(5) }, { lastSuccessAt: day(6), lastSuccessCommit: null }],
    day(6),
    day(5),
  ],
  [
    'not from others that see a commit which is not the newest',
    [{ unscannedSince: day(5) }, { categories: ['dast'], lastSuccessAt: day(9) }],
    day(5),
    day(5),
  ],
  [
    'from others that see the newest one',
    [{ commitSeenAt: day(2) }, { categories: ['dast'], lastSuccessAt: day(9) }],
    day(9),
    null,
  ],
  [
    'from one that saw the newest, whatever others saw',
    [{ unscannedSince: day(5) }, { commitSeenAt: day(2) }],
    day(5),
    null,
  ],
  ['from nothing, where no scan was whole', [{ lastSuccessAt: null }], null, null],
])('age of code runs %s', (_, given, at, since) => {
  const all = given.map(code);
  expect(lastProof('sast', all)).toBe(at?.getTime() ?? null);
  expect(unscannedSince('sast', all)).toEqual(since);
});

it('age of what changes without code runs from the last scan, whatever commits there are', () => {
  const all = [
    stream({ categories: ['dependency'], lastSuccessAt: day(1), unscannedSince: day(5), commitSeenAt: day(7) }),
  ];
  expect(lastProof('dependency', all)).toBe(day(1).getTime());
  expect(unscannedSince('dependency', all)).toBeNull();
});
