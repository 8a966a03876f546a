import { describe, expect, it } from 'vitest';
import { CATEGORIES } from '#lib/domain/finding/finding.ts';
import { viewWith } from './testing.ts';
import { beyondTitle, severitySource, stepWords, whatItIs } from './what-it-is.ts';

describe('what it is', () => {
  it('is one sentence for every category', () => {
    for (const category of CATEGORIES) expect(whatItIs(viewWith({ category }))).toMatch(/^\S.*\.$/);
  });

  it('names package, advisory and the way out', () => {
    const lodash = { category: 'dependency', package: 'lodash', package_version: '4.17.4', advisory: 'CVE-1' } as const;
    expect(whatItIs(viewWith(lodash, [{ fixed_versions: ['4.17.12'] }]))).toBe(
      'lodash 4.17.4 is affected by CVE-1; fixed in 4.17.12.',
    );
    expect(whatItIs(viewWith(lodash))).toContain('no fixed version is known');
    expect(whatItIs(viewWith({ ...lodash, category: 'container', image: 'acme/web' }))).toContain(
      'lodash 4.17.4 in acme/web is',
    );
  });
});

describe('a message below the title', () => {
  it.each([
    ['Weak hash', 'Weak hash', ''],
    ['libx: CVE-1 Weak hash', 'weak hash.', ''],
    ['It is bad.', 'It is bad. Mend it so.', 'Mend it so.'],
    ['It is bad', 'It is bad\n\nMend it so.', 'Mend it so.'],
    ['It is bad', 'It is bad. Mend it so.', 'Mend it so.'],
    ['A query is built', 'A query is built from input', 'A query is built from input'],
    ['Weak hash', 'MD5 is weak', 'MD5 is weak'],
    ['Weak hash', ' ', ''],
  ])('says only what the title does not: %s | %s', (title, message, shown) => {
    expect(beyondTitle(message, title)).toBe(shown);
  });
});

describe('who says how severe it is', () => {
  it('the scanners that report it so, else a person', () => {
    expect(severitySource(viewWith({}))).toBe('as semgrep reports it');
    expect(severitySource(viewWith({}, [{}, { scanner: 'snyk' }]))).toBe('as semgrep and snyk report it');
    expect(severitySource(viewWith({ severity: 'low' }))).toBe('set by a person');
    const rated = { value: 'high', id: 'GHSA-1', modified_at: '2026-02-20T00:00:00Z' } as const;
    const osv = { fixed_versions: [], malicious: null, records: [], severity: rated };
    expect(severitySource({ ...viewWith({ severity: 'high' }, [{ severity: 'unknown' }]), osv })).toBe(
      'says OSV, GHSA-1 of 20 Feb 2026; no report states one',
    );
  });

  it('a scanner that sees it no more does not count while another does', () => {
    const evidence = [{ present: false }, { scanner: 'snyk', severity: 'low' as const }];
    expect(severitySource(viewWith({ severity: 'low' }, evidence))).toBe('as snyk reports it');
  });

  it('count steps without a name from one, as people do', () => {
    expect(stepWords('0', 'plumbline-workflows')).toBe('number 1, without a name');
    expect(stepWords('actions/checkout', 'plumbline-workflows')).toBe('actions/checkout');
    expect(stepWords('0', 'poutine')).toBe('0');
  });
});
