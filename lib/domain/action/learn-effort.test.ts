import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, HOUR_MS } from '#lib/domain/time.ts';
import { type Closing, changedEfforts, learnEffort, learningWindow } from './learn-effort.ts';

const UNTIL = new Date('2026-11-29T00:00:00Z');
const at = (hour: number): Date => new Date(UNTIL.getTime() + hour * HOUR_MS);
const closing = (hours: number, change: Partial<Closing> = {}): Closing => ({
  ...{ effortKind: 'minor', hours, span: null },
  ...change,
});
const held = (from: number, to: number, person = 1): Closing =>
  closing(to - from, { span: { from: at(from), to: at(to), person } });
const median = (closings: readonly Closing[]): number | undefined =>
  learnEffort(closings, UNTIL).get('minor')?.medianHours;

describe('what is learned of closings', () => {
  it('is the median of each kind, with how many there were, and until when', () => {
    const closings = [1, 2, 100].map((hours) => closing(hours));
    const code = [2, 4].map((hours) => closing(hours, { effortKind: 'code' }));
    expect(learnEffort([...closings, ...code], UNTIL)).toEqual(
      new Map([
        ['minor', { closings: 3, medianHours: 2, until: UNTIL }],
        ['code', { closings: 2, medianHours: 3, until: UNTIL }],
      ]),
    );
    expect(learnEffort([], UNTIL).size).toBe(0);
  });

  it('is as precise as it is stored, so that the same closings change nothing', () => {
    expect(median([closing(4.916666), closing(4.916667)])).toBe(4.92);
  });

  it('leaves out what was claimed when it was done already', () => {
    expect(learnEffort([closing(0), closing(0.05), closing(3)], UNTIL).get('minor')?.closings).toBe(1);
  });

  it('gives each its part of what one person had claimed at once', () => {
    expect(median([held(0, 4)])).toBe(4);
    expect(median([held(0, 4), held(0, 4)])).toBe(2);
    // Half of the time beside one other: 1 alone and ½ of 1, of each.
    expect(median([held(0, 2), held(1, 3)])).toBe(1.5);
    // Two people do not share their time, nor does what nobody has.
    expect(median([held(0, 4, 1), held(0, 4, 2), closing(4)])).toBe(4);
    // One after the other.
    expect(median([held(0, 4), held(4, 8)])).toBe(4);
  });

  it('never makes more hours of what one person had claimed than passed, and never more of one than it had', () => {
    const span = fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 60 }));
    fc.assert(
      fc.property(fc.array(span, { minLength: 1, maxLength: 30 }), (spans) => {
        // Each of a kind of its own, so that each median is one closing.
        const kinds = ['pin', 'patch', 'minor', 'major', 'iac', 'image', 'rotate', 'code'] as const;
        const some = spans.slice(0, kinds.length);
        const learned = learnEffort(
          some.map(([from, long], index) => ({ ...held(from, from + long), effortKind: kinds[index] ?? 'pin' })),
          UNTIL,
        );
        const passed = new Set(some.flatMap(([from, long]) => Array.from({ length: long }, (_, hour) => from + hour)));
        const sum = [...learned.values()].reduce((all, { medianHours }) => all + medianHours, 0);
        expect(Math.abs(sum - passed.size)).toBeLessThan(0.05);
        for (const [index, [, long]] of some.entries()) {
          const own = learned.get(kinds[index] ?? 'pin');
          expect(own?.medianHours).toBeLessThanOrEqual(long + 0.005);
          expect(own?.medianHours).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('does not depend on their order, lies among them, and is not moved out of them by the wildest of few', () => {
    const hours = fc.double({ min: 0.2, max: 90, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(hours, { minLength: 1, maxLength: 40 }),
        fc.double({ min: 0.2, max: 1e6, noNaN: true }),
        (all, wild) => {
          const closings = all.map((one) => closing(one));
          const middle = median(closings) ?? 0;
          expect(median([...closings].reverse())).toBe(middle);
          expect(middle).toBeGreaterThanOrEqual(Math.min(...all) - 0.005);
          expect(middle).toBeLessThanOrEqual(Math.max(...all) + 0.005);
          if (all.length < 3) return;
          const few = Math.ceil(all.length / 2) - 1;
          const moved = median([...closings, ...Array.from({ length: few }, () => closing(wild))]) ?? 0;
          expect(moved).toBeGreaterThanOrEqual(Math.min(...all) - 0.005);
          expect(moved).toBeLessThanOrEqual(Math.max(...all) + 0.005);
        },
      ),
    );
  });
});

describe('the window', () => {
  it('is the year before today', () => {
    expect(learningWindow(at(13))).toEqual({ since: addDays(UNTIL, -365), until: UNTIL });
  });
});

describe('kinds that are ranked anew', () => {
  const of = (closings: number, medianHours: number) =>
    new Map([['minor', { closings, medianHours, until: UNTIL }] as const]);
  it.each([
    [of(9, 3), of(10, 3), ['minor']],
    [of(10, 3), of(11, 3), []],
    [of(10, 3), of(10, 2), ['minor']],
    [of(10, 30), of(10, 20), []],
    [of(12, 2), new Map(), ['minor']],
    [new Map(), of(3, 2), []],
  ])('are those of which another number of hours counts: %#', (before, after, kinds) => {
    expect(changedEfforts(before, after)).toEqual(kinds);
  });
});
