import { describe, expect, it } from 'vitest';
import { joiningNames } from './joining-names.ts';

describe('the names that a record joins', () => {
  it.each([
    ['a CVE with a GHSA', ['GHSA-35jh-r3h4-6jhm', 'CVE-2021-23337'], ['CVE-2021-23337', 'GHSA-35jh-r3h4-6jhm']],
    [
      'the lowest of its CVEs alone',
      ['CVE-2021-9999', 'cve-2020-28500', 'SNYK-JS-LODASH-1'],
      ['CVE-2020-28500', 'SNYK-JS-LODASH-1'],
    ],
    ['no bulletin', ['RHSA-2024:1', 'CVE-2024-1234', 'CVE-2024-1235'], ['CVE-2024-1234']],
    ['nothing to a bulletin', ['USN-1-1', 'DSA-2-1'], ['DSA-2-1']],
    ['nothing to a name of nobody knows where', ['acme-7', 'GHSA-35jh-r3h4-6jhm'], ['GHSA-35jh-r3h4-6jhm']],
    ['npm’s number', ['npm:1179', 'CVE-2021-44906'], ['CVE-2021-44906', 'npm:1179']],
    ['no bare number', ['1179', 'CVE-2021-44906'], ['CVE-2021-44906']],
    ['nothing', [], []],
  ])('are %s', (_what, advisories, names) => {
    expect(joiningNames(advisories)).toEqual(names);
    expect(joiningNames(advisories.toReversed())).toEqual(names);
  });
});
