import { describe, expect, it } from 'vitest';
import { advisoryUrl } from './advisory-url.ts';

describe('the page of an advisory', () => {
  it.each([
    ['CVE-2021-44228', 'https://nvd.nist.gov/vuln/detail/CVE-2021-44228'],
    ['GHSA-jfh8-c2jp-5v3q', 'https://github.com/advisories/GHSA-jfh8-c2jp-5v3q'],
    ['SNYK-JS-LODASH-567746', 'https://security.snyk.io/vuln/SNYK-JS-LODASH-567746'],
    ['RUSTSEC-2021-0003', 'https://osv.dev/vulnerability/RUSTSEC-2021-0003'],
    ['RHSA-2024:0001', 'https://osv.dev/vulnerability/RHSA-2024%3A0001'],
  ])('is at the database that its name is of: %s', (name, url) => {
    expect(advisoryUrl(name)).toBe(url);
  });

  it.each(['CVE-2021', 'CVE-2021-44228/../x', 'javascript:alert(1)', 'ACME-1', '', 'GHSA-jfh8-c2jp-5v3q?x'])(
    'is none for another text: %s',
    (name) => {
      expect(advisoryUrl(name)).toBeNull();
    },
  );
});
