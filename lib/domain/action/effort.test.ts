import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EFFORT_KINDS, type Experience, effortHours, effortOf } from './effort.ts';
import { effortReason } from './effort-words.ts';

const UNTIL = new Date('2026-11-29T00:00:00Z');
const of = (closings: number, medianHours: number): Experience => ({ closings, medianHours, until: UNTIL });
const kind = fc.constantFrom(...EFFORT_KINDS);
const hours = fc.double({ min: 0, max: 5000, noNaN: true });

describe('effort', () => {
  it('starts from base hours', () => {
    expect(Object.fromEntries(EFFORT_KINDS.map((one) => [one, effortHours(one)]))).toEqual({
      ...{ pin: 0.25, patch: 0.5, minor: 1, major: 4 },
      ...{ iac: 1, image: 2, rotate: 2, code: 4 },
    });
  });

  it("believes the organization's own median from ten closings on", () => {
    expect(effortOf('code', of(9, 1.5))).toEqual({ hours: 4, experience: null });
    expect(effortOf('code', of(10, 1.5))).toEqual({ hours: 1.5, experience: of(10, 1.5) });
  });

  it('is never more than four times the rule of thumb, nor less than a quarter, whatever was measured', () => {
    fc.assert(
      fc.property(kind, fc.nat(100), hours, (one, closings, median) => {
        const [learned, guess] = [effortHours(one, of(closings, median)), effortHours(one)];
        expect(learned).toBeGreaterThanOrEqual(guess / 4);
        expect(learned).toBeLessThanOrEqual(guess * 4);
        const within = median >= guess / 4 && median <= guess * 4;
        if (closings >= 10 && within) expect(learned).toBe(median);
      }),
    );
  });

  it('never falls where the median rises', () => {
    fc.assert(
      fc.property(kind, hours, hours, (one, a, b) => {
        const [less, more] = a < b ? [a, b] : [b, a];
        expect(effortHours(one, of(12, less))).toBeLessThanOrEqual(effortHours(one, of(12, more)));
      }),
    );
  });
});

describe('why it counts with so many hours', () => {
  it.each([
    [effortOf('minor'), 'takes about 1 hour: rule of thumb', null],
    [effortOf('pin'), 'takes about 15 minutes: rule of thumb', null],
    [effortOf('minor', of(14, 2)), 'takes about 2 hours: median of 14 such fixes of yours up to', UNTIL],
    [effortOf('minor', of(14, 2.345)), 'takes about 2.5 hours: median of 14 such fixes of yours up to', UNTIL],
    [
      effortOf('minor', of(14, 11)),
      'takes about 4 hours: four times the rule of thumb at most, where 11 hours is the median of 14 such fixes of yours up to',
      UNTIL,
    ],
    [
      effortOf('code', of(20, 0.5)),
      'takes about 1 hour: a quarter of the rule of thumb at least, where 30 minutes is the median of 20 such fixes of yours up to',
      UNTIL,
    ],
  ])('says who knows it: %j', (effort, text, at) => {
    expect(effortReason(effort)).toEqual({ text, at });
  });

  it('says that it is of one repository, where there are several', () => {
    expect(effortReason(effortOf('minor'), true).text).toBe('takes about 1 hour in one repository: rule of thumb');
  });
});
