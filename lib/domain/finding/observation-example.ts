import type { Location, Observation, Subject } from './finding.ts';

/** Test helper: a location with everything unknown but what is given. */
export function locationExample(fields: Partial<Location> = {}): Location {
  return { path: 'src/app.py', startLine: 1, endLine: null, startColumn: null, snippet: null, label: null, ...fields };
}

/** Test helper: a plain observation of the category, changed by what is given. */
export function observationExample(fields: Partial<Observation> = {}): Observation {
  return {
    subject: { category: 'sast' },
    scanner: 'semgrep',
    rule: { id: 'python.eval', name: null, helpUrl: null },
    title: 'Use of eval',
    message: 'Detected eval of user input.',
    remediation: null,
    severity: 'high',
    severityReported: 'ERROR',
    cvss: null,
    confidence: 'medium',
    cwes: [95],
    references: [],
    locations: [locationExample({ startLine: 12, snippet: 'eval(x)' })],
    trusted: null,
    suppression: null,
    position: 'results[0]',
    ...fields,
  };
}

/** Test helper: one plain subject of each category. */
export const SUBJECT_EXAMPLES: readonly Subject[] = [
  { category: 'sast' },
  { category: 'quality' },
  {
    category: 'dependency',
    package: { ecosystem: 'npm', name: 'lodash', version: '4.17.20' },
    advisories: ['GHSA-35jh-r3h4-6jhm', 'CVE-2021-23337'],
    fixedVersions: ['4.17.21'],
    direct: true,
    manifest: 'package-lock.json',
  },
  {
    category: 'container',
    image: 'registry.example.com:5000/acme/web:1.2',
    package: { ecosystem: 'deb', name: 'openssl', version: '3.0.1' },
    advisories: ['CVE-2022-0778'],
    fixedVersions: ['3.0.2'],
  },
  { category: 'license', package: { ecosystem: 'npm', name: 'left-pad', version: '1.0.0' }, license: 'GPL-3.0' },
  { category: 'secret', value: 'not-a-real-value-0001', match: 'password = "not-a-real-value-0001"' },
  { category: 'iac', check: null, resource: 'aws_s3_bucket.logs' },
  { category: 'dast', method: 'get', url: 'https://staging.example.com/users/17?sort=a', parameter: 'sort' },
  { category: 'pipeline', workflow: '.github/workflows/ci.yml', job: 'build', step: 'checkout' },
  { category: 'privilege', principal: 'alice', resource: 'org/acme' },
];
