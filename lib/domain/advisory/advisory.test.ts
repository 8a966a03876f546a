import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalAdvisory, normaliseAdvisories, normaliseAdvisory } from './advisory.ts';

describe('normaliseAdvisory', () => {
  it.each([
    ['cve-2021-44228', 'CVE-2021-44228'],
    [' CVE_2021_44228 ', 'CVE-2021-44228'],
    ['ghsa-JFH8-C2JP-5V3Q', 'GHSA-jfh8-c2jp-5v3q'],
    ['rustsec-2020-0001', 'RUSTSEC-2020-0001'],
    ['SNYK-JS-LODASH-1018905', 'SNYK-JS-LODASH-1018905'],
    ['1234', '1234'],
  ])('spells %j %s', (id, name) => {
    expect(normaliseAdvisory(id)).toBe(name);
  });

  it('lists every name once', () => {
    expect(normaliseAdvisories(['cve-2021-1111', 'CVE-2021-1111', ''])).toEqual(['CVE-2021-1111']);
  });
});

describe('canonicalAdvisory', () => {
  it('prefers a CVE, then a GHSA, then the tool’s own id', () => {
    expect(canonicalAdvisory(['SNYK-1', 'GHSA-35jh-r3h4-6jhm', 'CVE-2021-23337'])).toBe('CVE-2021-23337');
    expect(canonicalAdvisory(['SNYK-1', 'GHSA-35jh-r3h4-6jhm'])).toBe('GHSA-35jh-r3h4-6jhm');
    expect(canonicalAdvisory(['SNYK-1', 'OTHER-2'])).toBe('SNYK-1');
    expect(canonicalAdvisory([])).toBe('');
  });

  it('does not depend on the order of aliases that are CVEs', () => {
    const cve = fc.tuple(fc.integer({ min: 1999, max: 2030 }), fc.integer({ min: 1000, max: 99_999 }));
    fc.assert(
      fc.property(fc.array(cve, { minLength: 1, maxLength: 5 }), (pairs) => {
        const names = pairs.map(([year, number]) => `CVE-${year}-${number}`);
        expect(canonicalAdvisory(names.toReversed())).toBe(canonicalAdvisory(names));
      }),
    );
  });
});
