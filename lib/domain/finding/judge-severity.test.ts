import { describe, expect, it } from 'vitest';
import type { Severity, StatedSeverity } from './finding.ts';
import { judgeSeverity } from './judge-severity.ts';

const developer = { personId: 5, mayDecide: false };
const allowed = (reported: Severity, set: [Severity, number | null] | null, to: StatedSeverity | null): boolean =>
  judgeSeverity({ reported, set: set && { severity: set[0], personId: set[1] } }, to, developer) === null;

describe('who may set a severity', () => {
  it('is everybody who works on findings, to raise it or to leave it where it is', () => {
    expect(allowed('low', null, 'critical')).toBe(true);
    expect(allowed('high', null, 'high')).toBe(true);
    expect(allowed('unknown', null, 'medium')).toBe(true);
    expect(allowed('low', ['high', 9], 'critical')).toBe(true);
  });

  it('is who decides, to lower it: below reports, or below what somebody else set', () => {
    expect(allowed('high', null, 'medium')).toBe(false);
    expect(allowed('unknown', null, 'low')).toBe(false);
    expect(allowed('low', ['critical', 9], 'high')).toBe(false);
    expect(allowed('low', ['critical', 9], null)).toBe(false);
    expect(allowed('low', ['critical', null], null)).toBe(false);
    expect(judgeSeverity({ reported: 'high', set: null }, 'info', { personId: 5, mayDecide: true })).toBeNull();
  });

  it('may take back what they set, down to what reports state', () => {
    expect(allowed('low', ['critical', 5], null)).toBe(true);
    expect(allowed('low', ['critical', 5], 'medium')).toBe(true);
    expect(allowed('medium', ['critical', 5], 'low')).toBe(false);
  });

  it('leaves a lowered severity to those who decide', () => {
    expect(allowed('high', ['low', 9], 'critical')).toBe(false);
    expect(allowed('high', ['low', 9], null)).toBe(false);
    expect(allowed('high', ['low', 5], null)).toBe(true);
  });
});
