import { describe, expect, it } from 'vitest';
import { countedAs, isSeverity, severityFrom, severityFromCvss, severityRank, worseSeverity } from './severity.ts';

describe('severityFrom', () => {
  it.each([
    ['CRITICAL', 'critical'],
    ['Blocker', 'critical'],
    ['ERROR', 'high'],
    ['MAJOR', 'high'],
    ['Moderate', 'medium'],
    ['warning', 'medium'],
    ['note', 'low'],
    ['MINOR', 'low'],
    ['Informational', 'info'],
    ['High Risk', 'high'],
    ['very_high', 'critical'],
    ['7.5', 'high'],
    [9.8, 'critical'],
    [0, 'info'],
  ] as const)('reads %j as %s', (reported, severity) => {
    expect(severityFrom(reported)).toBe(severity);
  });

  it('says null for what it does not know', () => {
    for (const word of [null, '', 'unknown', 'none', 'undefined', 'banana', '11', '-1', '__proto__', Number.NaN]) {
      expect(severityFrom(word)).toBeNull();
    }
  });
});

describe('severityFromCvss', () => {
  it('uses the bands of CVSS 3 and 4', () => {
    expect([9, 8.9, 7, 6.9, 4, 3.9, 0.1, 0].map(severityFromCvss)).toEqual([
      'critical',
      'high',
      'high',
      'medium',
      'medium',
      'low',
      'low',
      'info',
    ]);
  });
});

describe('severity order', () => {
  it('puts the worst first', () => {
    expect(severityRank('critical')).toBe(0);
    expect(worseSeverity('low', 'high')).toBe('high');
    expect([worseSeverity('unknown', 'info'), worseSeverity('unknown', 'unknown')]).toEqual(['info', 'unknown']);
    expect(isSeverity('toString')).toBe(false);
  });

  it('takes what nobody states for medium', () => {
    expect(countedAs('unknown')).toBe('medium');
    expect(countedAs('info')).toBe('info');
    expect(isSeverity('unknown')).toBe(true);
  });
});
