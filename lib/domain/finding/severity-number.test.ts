import { describe, expect, it } from 'vitest';
import { SEVERITIES } from './finding.ts';
import { rankOf, rankRanges, SEVERITY_SLOTS, severityNumber, severityOf, severitySlot } from './severity-number.ts';

describe('the number of a severity', () => {
  it('is one for each, and gives it back', () => {
    for (const severity of SEVERITIES) expect(severityOf(severityNumber(severity))).toBe(severity);
    expect(severityOf(99)).toBe('unknown');
  });

  it('is lowest for unknown, so that the highest of several is one that was stated', () => {
    expect(Math.max(severityNumber('unknown'), severityNumber('info'))).toBe(severityNumber('info'));
  });

  it('has a place in counts', () => {
    expect(SEVERITIES.map((severity) => severitySlot(severityNumber(severity))).sort()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(SEVERITY_SLOTS).toBe(6);
  });
});

describe('the rank', () => {
  it('orders severities as the list of them does, whatever the confidence', () => {
    const ranks = SEVERITIES.map((severity) => [0, 4].map((sure) => rankOf(severityNumber(severity), sure)));
    for (const [index, [low = 0]] of ranks.entries()) expect(low).toBeGreaterThan(ranks[index + 1]?.[1] ?? -1);
  });

  it('lies in the range of its own severity alone', () => {
    for (const severity of SEVERITIES) {
      const [range, ...more] = rankRanges([severityNumber(severity)]);
      expect(more).toEqual([]);
      for (const other of SEVERITIES) {
        for (const sure of [0, 1, 2, 3, 4]) {
          const rank = rankOf(severityNumber(other), sure);
          expect((range?.from ?? 0) <= rank && rank <= (range?.to ?? 0)).toBe(other === severity);
        }
      }
    }
  });

  it('joins the ranges of neighbours, and no others', () => {
    const ranges = (...names: ('critical' | 'high' | 'medium' | 'unknown' | 'low' | 'info')[]) =>
      rankRanges(names.map(severityNumber));
    expect(ranges('unknown', 'medium', 'low')).toEqual([{ from: 100, to: 299 }]);
    expect(ranges('medium', 'low')).toEqual([
      { from: 100, to: 149 },
      { from: 200, to: 299 },
    ]);
    expect(ranges('unknown')).toEqual([{ from: 150, to: 199 }]);
  });
});
