import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXPLOITS } from '#lib/domain/finding/exploit.ts';
import { DECISIONS, SEVERITIES } from '#lib/domain/finding/finding.ts';
import { EXPOSURES } from '#lib/domain/repository/exposure.ts';
import { type Conditions, returnReason } from './conditions.ts';

const conditions: fc.Arbitrary<Conditions> = fc.record({
  exploit: fc.constantFrom(...EXPLOITS),
  exposure: fc.constantFrom(...EXPOSURES),
  severity: fc.constantFrom(...SEVERITIES),
  scanners: fc.uniqueArray(fc.constantFrom('semgrep', 'trivy', 'grype', 'zap')),
  verified: fc.boolean(),
});
const kind = fc.constantFrom(...DECISIONS);

const QUIET: Conditions = {
  exploit: 'none',
  exposure: 'internal',
  severity: 'high',
  scanners: ['trivy'],
  verified: false,
};

describe('what brings a finding back', () => {
  it.each<[keyof Conditions | 'nothing', Partial<Conditions>, Partial<Conditions>, string | null, string | null]>([
    ['exploit', {}, { exploit: 'kev' }, 'kev', 'kev'],
    ['exploit', { exploit: 'epss50' }, { exploit: 'kev' }, 'kev', 'kev'],
    ['exploit', { exploit: 'epss1' }, { exploit: 'epss10' }, 'epss', null],
    ['exploit', { exploit: 'epss10' }, { exploit: 'epss50' }, 'epss', null],
    ['exploit', { exploit: 'epss_low' }, { exploit: 'epss1' }, null, null],
    ['exploit', { exploit: 'kev' }, { exploit: 'epss50' }, null, null],
    ['exposure', {}, { exposure: 'public' }, 'exposure', null],
    ['exposure', { exposure: 'nonprod' }, { exposure: 'internal' }, null, null],
    ['severity', {}, { severity: 'critical' }, 'severity', null],
    ['severity', { severity: 'unknown' }, { severity: 'medium' }, null, null],
    ['severity', {}, { severity: 'low' }, null, null],
    ['verified', {}, { verified: true }, 'verified', 'verified'],
    ['verified', { verified: true }, { verified: false }, null, null],
    ['scanners', {}, { scanners: ['trivy', 'grype'] }, 'confirmed', 'confirmed'],
    ['scanners', { scanners: ['trivy', 'grype'] }, { scanners: ['grype'] }, null, null],
    ['nothing', {}, {}, null, null],
  ])('%s from %j to %j: accepted %s, false positive %s', (_what, before, now, accepted, falsePositive) => {
    const [a, b] = [
      { ...QUIET, ...before },
      { ...QUIET, ...before, ...now },
    ];
    expect(returnReason('accepted', a, b)).toBe(accepted);
    expect(returnReason('false_positive', a, b)).toBe(falsePositive);
  });

  it('is never what stayed as it was', () => {
    fc.assert(fc.property(kind, conditions, (of, at) => returnReason(of, at, at) === null));
  });

  it('brings back an accepted risk whenever it brings back a false positive', () => {
    fc.assert(
      fc.property(conditions, conditions, (before, now) => {
        if (returnReason('false_positive', before, now) !== null) {
          expect(returnReason('accepted', before, now)).not.toBeNull();
        }
      }),
    );
  });

  it('is noticed at the step at which it happens: two steps that bring nothing back do so together neither', () => {
    fc.assert(
      fc.property(kind, conditions, conditions, conditions, (of, first, second, third) => {
        if (returnReason(of, first, second) === null && returnReason(of, second, third) === null) {
          expect(returnReason(of, first, third)).toBeNull();
        }
      }),
    );
  });
});
