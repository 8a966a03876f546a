import { describe, expect, it } from 'vitest';
import { SEVERITIES } from './finding.ts';
import { SEVERITY_SLOTS, severityNumber, severityOf, severitySlot } from './severity-number.ts';

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
