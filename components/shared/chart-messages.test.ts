import { describe, expect, it } from 'vitest';
import type { FlowDay, ScoreDay, SeverityDay } from '#components/charts/types.ts';
import type { Severity } from '#lib/domain/finding/finding.ts';
import { dayOf } from '#lib/domain/time.ts';
import { flowMessage, scoreMessage, severityMessage } from './chart-messages.ts';

const day = (index: number): string => dayOf(new Date(Date.UTC(2026, 7, 1 + index)));
const NONE = { critical: 0, high: 0, medium: 0, unknown: 0, low: 0, info: 0 };

/** `length` days that go from one value to another in the middle. */
function stepOf<Value>(length: number, from: Value, to: Value): Value[] {
  return Array.from({ length }, (_, index) => (index < length / 2 ? from : to));
}
const scores = (values: readonly (number | null)[]): ScoreDay[] =>
  values.map((score, index) => ({ day: day(index), score }));
const open = (values: readonly (number | null)[], severity: Severity = 'critical'): SeverityDay[] =>
  values.map((count, index) => ({ day: day(index), counts: count === null ? null : { ...NONE, [severity]: count } }));
const flow = (length: number, introduced: number | null, fixed: number | null): FlowDay[] =>
  Array.from({ length }, (_, index) => ({ day: day(index), introduced, fixed }));

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

describe('the title of what is open', () => {
  it('speaks of the worst severity, with both numbers', () => {
    const both = open(stepOf(31, 3, 4)).map(({ counts, ...rest }) => ({
      ...rest,
      counts: counts && { ...counts, low: 9 },
    }));
    expect(severityMessage(both)).toBe('Criticals rose in 30 days, from 3 to 4');
    expect(severityMessage(open(stepOf(31, 8, 6), 'high'))).toBe('High findings fell in 30 days, from 8 to 6');
  });
  it('doubles and halves only what does', () => {
    const said = (from: number, to: number) => severityMessage(open(stepOf(31, from, to)));
    expect(said(6, 12)).toBe('Criticals doubled in 30 days, from 6 to 12');
    expect(said(6, 13)).toBe('Criticals more than doubled in 30 days, from 6 to 13');
    expect(said(6, 11)).toBe('Criticals rose in 30 days, from 6 to 11');
    expect(said(12, 6)).toBe('Criticals halved in 30 days, from 12 to 6');
    expect(said(12, 5)).toBe('Criticals fell by more than half in 30 days, from 12 to 5');
    expect(said(12, 7)).toBe('Criticals fell in 30 days, from 12 to 7');
    expect(said(0, 2)).toBe('Criticals rose in 30 days, from 0 to 2');
    expect(said(5, 0)).toBe('Criticals all gone, 5 open 30 days ago');
    expect(said(5, 5)).toBe('Criticals: 5 open, as 30 days ago');
  });
  it('concludes nothing from few days', () => {
    expect(severityMessage(open([6, 6, 12]))).toBe('Criticals: 12 open, 3 days of data');
    expect(severityMessage(open(stepOf(7, 6, 12)))).toBe('Criticals: 12 open, 7 days of data');
    expect(severityMessage(open(stepOf(8, 6, 12)))).toBe('Criticals doubled in 7 days, from 6 to 12');
    expect(severityMessage(open([5, 0]))).toBe('Nothing open, 2 days of data');
    expect(severityMessage(open(stepOf(31, 0, 0)))).toBe('Nothing open, as 30 days ago');
    expect(severityMessage(open([null]))).toBe('Open findings not known');
  });
});

describe('the title of what came and went', () => {
  it('says which was more, of the days that are known', () => {
    expect(flowMessage(flow(60, 2, 1))).toBe('More new than fixed in 30 days: 60 and 30');
    expect(flowMessage([...flow(20, null, null), ...flow(10, 1, 3)])).toBe('More fixed than new in 10 days: 30 and 10');
    expect(flowMessage(flow(3, 1, 3))).toBe('More fixed than new in 3 days of data: 9 and 3');
    expect(flowMessage(flow(30, 1, 1))).toBe('As many fixed as new in 30 days: 30');
    expect(flowMessage(flow(30, 0, 0))).toBe('Nothing new or fixed in 30 days');
    expect(flowMessage(flow(3, null, null))).toBe('New and fixed not known');
  });
});
