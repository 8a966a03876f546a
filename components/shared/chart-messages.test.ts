import { describe, expect, it } from 'vitest';
import type { ScoreDay } from '#components/charts/types.ts';
import { dayOf } from '#lib/domain/time.ts';
import { scoreMessage } from './chart-messages.ts';

const day = (index: number): string => dayOf(new Date(Date.UTC(2026, 7, 1 + index)));

/** `length` days that go from one value to another in the middle. */
function stepOf<Value>(length: number, from: Value, to: Value): Value[] {
  return Array.from({ length }, (_, index) => (index < length / 2 ? from : to));
}
const scores = (values: readonly (number | null)[]): ScoreDay[] =>
  values.map((score, index) => ({ day: day(index), score }));

describe('the title of the score', () => {
  it('says how it changed over all days that are drawn', () => {
    expect(scoreMessage(scores([...stepOf(59, 40, 55), ...stepOf(31, 55, 67.4)]))).toBe(
      'Score up 27 points in 89 days',
    );
    expect(scoreMessage(scores(stepOf(31, 71, 67.4)))).toBe('Score down 3.6 points in 30 days');
    expect(scoreMessage(scores(stepOf(31, 67.4, 67.4)))).toBe('Score 67.4, as 30 days ago');
  });
  it('says how many days it speaks of, and concludes nothing from few', () => {
    expect(scoreMessage(scores([...stepOf(20, null, null), 50, null, 61]))).toBe('Score 61, 2 days of data');
    expect(scoreMessage(scores([...stepOf(20, null, null), 50, ...stepOf(9, null, null), 61]))).toBe(
      'Score up 11 points in 10 days',
    );
    expect(scoreMessage(scores(stepOf(7, 50, 61)))).toBe('Score 61, 7 days of data');
    expect(scoreMessage(scores(stepOf(8, 50, 61)))).toBe('Score up 11 points in 7 days');
    expect(scoreMessage(scores([null, null]))).toBe('Score not known');
  });
});
