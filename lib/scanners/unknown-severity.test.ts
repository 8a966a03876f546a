import { describe, expect, it } from 'vitest';
import { chooseScanner } from './registry.ts';
import { collect } from './shared/golden.ts';
import { sourceFromBytes } from './shared/memory-source.ts';
import { outlineOf } from './shared/outline.ts';

async function severities(document: unknown): Promise<string[]> {
  const source = sourceFromBytes(typeof document === 'string' ? document : JSON.stringify(document));
  const { observations } = await collect(chooseScanner(await outlineOf(source), null), source);
  return observations.map(({ severity }) => severity);
}

/** A report of each format with one result, whose severity is the given word. */
const REPORTS: Record<string, (word: string | undefined) => unknown> = {
  trivy: (Severity) => ({
    SchemaVersion: 2,
    ArtifactName: '.',
    ArtifactType: 'filesystem',
    Results: [
      { Target: 'go.mod', Class: 'lang-pkgs', Vulnerabilities: [{ VulnerabilityID: 'CVE-1', PkgName: 'a', Severity }] },
    ],
  }),
  npm7: (severity) => ({
    auditReportVersion: 2,
    metadata: {},
    vulnerabilities: { a: { name: 'a', via: [{ source: 1, name: 'a', title: 'x', severity }] } },
  }),
  npm6: (severity) => ({
    actions: [],
    advisories: { 1: { id: 1, module_name: 'a', severity, findings: [] } },
    metadata: {},
  }),
  snyk: (severity) => ({
    vulnerabilities: [{ id: 'SNYK-1', packageName: 'a', version: '1', severity }],
    ok: false,
    dependencyCount: 1,
    packageManager: 'npm',
  }),
  tflint: (severity) => ({ issues: [{ rule: { name: 'x', severity, link: '' }, range: {} }], errors: [] }),
  semgrep: (severity) => ({ results: [{ check_id: 'x', path: 'a', extra: { severity } }], errors: [] }),
  sonarqube: (severity) => ({
    paging: { total: 1 },
    issues: [{ rule: 'x', component: 'a', project: 'p', key: 'k', type: 'VULNERABILITY', severity }],
  }),
  zap: (riskdesc) => ({
    '@version': '2',
    site: [{ '@name': 'https://a', alerts: [{ pluginid: '1', alert: 'x', riskdesc }] }],
  }),
  webinspect: (word) =>
    `<Scan><Issues><Issue><Name>x</Name>${word === undefined ? '' : `<Severity>${word}</Severity>`}</Issue></Issues></Scan>`,
  cyclonedx: (severity) => ({
    bomFormat: 'CycloneDX',
    components: [{ 'bom-ref': 'a', name: 'a' }],
    vulnerabilities: [{ id: 'CVE-1', affects: [{ ref: 'a' }], ratings: [{ severity }] }],
  }),
};

describe('a severity that no source states is unknown', () => {
  const words = ['unknown', 'none', 'weird', '', undefined];
  it.each(Object.entries(REPORTS).flatMap(([name, make]) => words.map((word) => ({ name, word, make }))))(
    '$name: $word',
    async ({ word, make }) => {
      expect(await severities(make(word))).toEqual(['unknown']);
    },
  );

  it('but a score says it', async () => {
    const snyk = {
      vulnerabilities: [{ id: 'SNYK-1', packageName: 'a', version: '1', cvssScore: 9.8 }],
      ok: false,
      dependencyCount: 1,
      packageManager: 'npm',
    };
    const found = { VulnerabilityID: 'CVE-1', PkgName: 'a', Severity: 'UNKNOWN', CVSS: { nvd: { V3Score: 7.5 } } };
    const trivy = { SchemaVersion: 2, ArtifactName: '.', Results: [{ Target: 'go.mod', Vulnerabilities: [found] }] };
    expect([...(await severities(snyk)), ...(await severities(trivy))]).toEqual(['critical', 'high']);
  });
});
