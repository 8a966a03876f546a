import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LANES } from './rank.ts';
import { type Candidate, shortList } from './short-list.ts';

const KINDS = ['upgrade', 'code', 'rotate', 'coverage'];
const one = (change: Partial<Candidate> & { id?: number } = {}) => ({
  ...{ id: 0, kind: 'upgrade', lane: 1 as const, repoId: 1, points: 1, severity: 'medium' as const },
  ...change,
});
const candidate = fc.record({
  kind: fc.constantFrom(...KINDS),
  lane: fc.constantFrom(...LANES),
  repoId: fc.option(fc.integer({ min: 1, max: 6 }), { nil: null }),
  points: fc.constantFrom(0, 0.05, 0.0999, 0.1, 3),
  severity: fc.constantFrom('critical' as const, 'high' as const, 'low' as const, null),
});
/** In the order of a queue. */
const queues = fc
  .array(candidate, { maxLength: 40 })
  .map((list) => list.map((each, id) => ({ ...each, id })).toSorted((a, b) => a.lane - b.lane));

const isHeavy = (severity: string | null): boolean => severity === 'critical' || severity === 'high';

describe('the short list', () => {
  it('takes the top of each kind in turn', () => {
    const queue = [
      one({ id: 1 }),
      one({ id: 2, repoId: 2 }),
      one({ id: 3, repoId: 3, kind: 'code' }),
      one({ id: 4, repoId: null, kind: 'coverage', severity: null }),
      one({ id: 5, repoId: 4 }),
    ];
    expect(shortList(queue, 4).map(({ id }) => id)).toEqual([1, 3, 4, 2]);
  });

  it('takes two of one repository, and more only where there are too few', () => {
    const queue = [1, 1, 1, 2, 3].map((repoId, id) => one({ id, repoId }));
    expect(shortList(queue, 5).map(({ id }) => id)).toEqual([0, 1, 3, 4]);
    const alone = [1, 1, 1, 1, 1, 1].map((repoId, id) => one({ id, repoId }));
    expect(shortList(alone, 5)).toHaveLength(5);
  });

  it('leaves out what brings less than 0.1 points, but not a critical when nothing else is left', () => {
    const queue = [one({ id: 1, points: 0.09, severity: 'critical' }), one({ id: 2, points: 0.09 }), one({ id: 3 })];
    expect(shortList(queue, 5).map(({ id }) => id)).toEqual([3, 1]);
  });

  it('keeps its promises for any queue', () => {
    fc.assert(
      fc.property(queues, fc.integer({ min: 1, max: 8 }), (queue, limit) => {
        const list = shortList(queue, limit);
        expect(list.length).toBeLessThanOrEqual(limit);
        expect(new Set(list.map(({ id }) => id)).size).toBe(list.length);
        expect(list.every(({ lane }) => lane !== 2)).toBe(true);
        const lanes = list.map(({ lane }) => lane);
        expect(lanes).toEqual(lanes.toSorted());
        const light = list.filter(({ lane, points }) => lane !== 0 && points < 0.1);
        expect(light.every(({ severity }) => isHeavy(severity))).toBe(true);
        const eligible = queue.filter(
          ({ lane, points, severity }) => lane !== 2 && (lane === 0 || points >= 0.1 || isHeavy(severity)),
        );
        const repositories = new Set(eligible.map(({ repoId }) => repoId)).size;
        for (const [repoId, mine] of Map.groupBy(list, (each) => each.repoId)) {
          if (repoId !== null && repositories >= limit) expect(mine.length).toBeLessThanOrEqual(2);
        }
        // The first of what must be done now is the first of all, and the order of one kind and lane is the queue's.
        const urgent = queue.find(({ lane }) => lane === 0);
        if (urgent) expect(list[0]?.id).toBe(urgent.id);
        for (const mine of Map.groupBy(list, (each) => `${each.kind} ${each.lane} ${each.points >= 0.1}`).values()) {
          const ids = mine.map(({ id }) => queue.findIndex((each) => each.id === id));
          expect(ids).toEqual(ids.toSorted((a, b) => a - b));
        }
        expect(shortList(queue, limit)).toEqual(list);
      }),
      { numRuns: 5000 },
    );
  });
});
