import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lossSummary } from './loss-summary.ts';
import { WATERFALL_KINDS } from './waterfall.ts';

const tenths = fc.integer({ min: 0, max: 400 }).map((points) => points / 10);
const waterfalls = fc
  .tuple(...WATERFALL_KINDS.map(() => tenths))
  .map((all) => all.map((points, index) => ({ part: WATERFALL_KINDS[index] ?? 'cap', points })));

describe('the summary of a loss', () => {
  it('names criticals although larger losses would fill the sentence', () => {
    const summary = lossSummary([
      { part: 'not_measured', points: 50.1 },
      { part: 'critical', points: 1.2 },
      { part: 'high', points: 9.3 },
      { part: 'medium', points: 4 },
      { part: 'weakest_link', points: 20.4 },
    ]);
    expect(summary.named.map(({ part }) => part)).toEqual(['critical', 'not_measured', 'weakest_link']);
    expect(summary).toMatchObject({ lost: 85, rest: 13.3 });
  });

  it('begins with what caps the score', () => {
    const facts = lossSummary([
      { part: 'critical', points: 30 },
      { part: 'cap', points: 0.1 },
    ]);
    expect(facts.named.map(({ part }) => part)).toEqual(['cap', 'critical']);
  });

  it('adds up as it is shown, whatever the parts are, and hides no critical in the rest', () => {
    fc.assert(
      fc.property(waterfalls, (parts) => {
        const { lost, named, rest } = lossSummary(parts);
        const shown = [...named.map(({ points }) => points), rest].map((points) => Number(points.toFixed(1)));
        const whole = (points: number): number => Math.round(points * 10);
        expect(shown.reduce((sum, points) => sum + whole(points), 0)).toBe(whole(Number(lost.toFixed(1))));
        expect(whole(lost)).toBe(parts.reduce((sum, { points }) => sum + whole(points), 0));
        const critical = parts.find(({ part }) => part === 'critical')?.points ?? 0;
        expect(named.some(({ part }) => part === 'critical')).toBe(critical > 0);
        expect(named.every(({ points }) => points > 0)).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  it('is empty where nothing is lost', () => {
    expect(lossSummary([{ part: 'cap', points: 0 }])).toEqual({ lost: 0, named: [], rest: 0 });
  });
});
