import { describe, expect, it } from 'vitest';
import { chooseScanner } from './registry.ts';
import { collect } from './shared/golden.ts';
import { sourceFromBytes } from './shared/memory-source.ts';
import { outlineOf } from './shared/outline.ts';

/** Why a report must not close anything, by the reader that detection (or the claim) chooses. */
async function reasons(document: unknown, claim: string | null = null): Promise<string[]> {
  const source = sourceFromBytes(typeof document === 'string' ? document : JSON.stringify(document));
  const scanner = chooseScanner(await outlineOf(source), claim);
  const { summary, observations, skipped } = await collect(scanner, source);
  expect({ observations, skipped }).toEqual({ observations: [], skipped: [] });
  return summary.reasons;
}

const bom = (more: object) => ({ bomFormat: 'CycloneDX', specVersion: '1.6', ...more });
const made = (...names: string[]) => ({ metadata: { tools: { components: names.map((name) => ({ name })) } } });
const components = [{ type: 'library', name: 'teapot', version: '1', purl: 'pkg:npm/teapot@1' }];
const flat = { passed: 0, failed: 0, skipped: 0, parsing_errors: 0, checkov_version: '3.3.30' };
const runner = (totals: object) => ({
  check_type: 'terraform',
  results: { passed_checks: [], failed_checks: [], skipped_checks: [], parsing_errors: [] },
  summary: { passed: 0, failed: 0, skipped: 0, parsing_errors: 0, checkov_version: '3.3.30', ...totals },
});
const npm7 = (total: number) => ({
  auditReportVersion: 2,
  vulnerabilities: {},
  metadata: { vulnerabilities: { total: 0 }, dependencies: { prod: 1, total } },
});
const npm6 = (totalDependencies: number) => ({
  actions: [],
  advisories: {},
  muted: [],
  metadata: { totalDependencies },
});
const snyk = (dependencyCount: number) => ({ vulnerabilities: [], ok: true, dependencyCount, packageManager: 'npm' });
const trivy = { SchemaVersion: 2, ArtifactName: '.', ArtifactType: 'filesystem' };

describe('a scan that looked at nothing is no clean scan', () => {
  it.each<[string, unknown]>([
    ['Checkov, flat totals', { ...flat, resource_count: 0 }],
    ['Checkov 2, flat totals', { ...flat, resourcecount: 0 }],
    ['Checkov, a runner without resources', runner({ resource_count: 0 })],
    ['Checkov, runners without resources', [runner({ resource_count: 0 }), runner({ resource_count: 0 })]],
    ['npm 7 without dependencies', npm7(0)],
    ['npm 6 without dependencies', npm6(0)],
    ['pnpm without dependencies', { ...npm6(0), metadata: { dependencies: 0, totalDependencies: 0 } }],
    ['Yarn without dependencies', '{"type":"auditSummary","data":{"vulnerabilities":{},"totalDependencies":0}}\n'],
    ['Semgrep without files', { version: '1.139.0', results: [], errors: [], paths: { scanned: [] } }],
    ['Snyk without dependencies', snyk(0)],
    ['Snyk, all projects without dependencies', [snyk(0), snyk(0)]],
    ['Trivy without results', trivy],
    ['Trivy with an empty list', { ...trivy, Results: [] }],
    ['Trivy with null', { ...trivy, Results: null }],
    ['Trivy, a cluster without resources', { ClusterName: 'tea', Resources: [] }],
    ['ZAP without a site', { '@programName': 'ZAP', '@version': '2.16.1', site: [] }],
    ['ZAP without a site, in XML', '<OWASPZAPReport version="2.16.1" generated=""/>'],
    [
      'Fortify without files',
      '<FVDL xmlns="xmlns://www.fortifysoftware.com/schema/fvdl"><Build><NumberFiles>0</NumberFiles></Build><Vulnerabilities/></FVDL>',
    ],
    ['CycloneDX without components', bom({ vulnerabilities: [] })],
    ['CycloneDX, an inventory alone', bom({ components })],
    ['CycloneDX of Trivy', bom({ ...made('trivy'), components, vulnerabilities: [] })],
    [
      'CycloneDX of npm',
      bom({ ...made('npm', 'cyclonedx-library', 'cyclonedx-npm'), components, vulnerabilities: [] }),
    ],
    ['CycloneDX of cdxgen', bom({ ...made('cdxgen'), components, vulnerabilities: [] })],
    [
      'CycloneDX of Trivy, in XML',
      `<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><metadata><tools><components><component type="application">
       <name>trivy</name></component></components></tools></metadata><components><component type="library"><name>a</name></component>
       </components><vulnerabilities/></bom>`,
    ],
  ])('%s', async (_name, document) => {
    expect(await reasons(document)).toHaveLength(1);
  });

  it.each<[string, unknown]>([
    ['Checkov with resources', runner({ resource_count: 3 })],
    ['Checkov, one of two runners with resources', [runner({ resource_count: 0 }), runner({ resource_count: 1 })]],
    ['Checkov, which does not count', runner({})],
    ['npm 7', npm7(9)],
    ['npm 6', npm6(9)],
    ['npm, which does not count', { auditReportVersion: 2, vulnerabilities: {}, metadata: {} }],
    ['Semgrep', { version: '1.139.0', results: [], errors: [], paths: { scanned: ['a.py'] } }],
    ['Semgrep, which does not list', { version: '1.139.0', results: [], errors: [], paths: {} }],
    ['Snyk', snyk(9)],
    ['Snyk, one of two projects with dependencies', [snyk(0), snyk(2)]],
    ['Trivy', { ...trivy, Results: [{ Target: 'go.mod', Class: 'lang-pkgs', Type: 'gomod' }] }],
    ['ZAP', { '@programName': 'ZAP', site: [{ '@name': 'https://tea.example', alerts: [] }] }],
    [
      'Fortify',
      '<FVDL xmlns="xmlns://www.fortifysoftware.com/schema/fvdl"><Build><NumberFiles>7</NumberFiles></Build><Vulnerabilities/></FVDL>',
    ],
    ['CycloneDX of an analysis', bom({ ...made('dependency-track'), components, vulnerabilities: [] })],
    [
      'CycloneDX of an analysis and an inventory',
      bom({ ...made('depscan', 'cdxgen'), components, vulnerabilities: [] }),
    ],
    ['CycloneDX of nobody', bom({ components, vulnerabilities: [] })],
  ])('unlike one that found nothing: %s', async (_name, document) => {
    expect(await reasons(document)).toEqual([]);
  });
});

describe('the empty report of a scanner that says nothing of who wrote it', () => {
  it.each<[string, string, number]>([
    ['gitleaks', '[]', 0],
    ['gitleaks', 'null', 0],
    ['Gitleaks', '\uFEFF null\n', 0],
    ['betterleaks', 'null', 0],
    ['tflint', '[]', 0],
    ['sonarqube', '[]', 0],
    // The list of version 1 of Trivy's format names what was scanned: here nothing.
    ['trivy', '[]', 1],
    ['trivy', 'null', 1],
  ])('claimed as %s: %j', async (claim, text, gaps) => {
    expect(await reasons(text, claim)).toHaveLength(gaps);
  });

  it.each([
    ['null', null, 'nothing but null'],
    ['[]', null, 'an empty list'],
    ['null', 'semgrep', 'not a report of Semgrep'],
    ['{}', 'gitleaks', 'not a report of Gitleaks'],
    ['null and more', 'gitleaks', 'not a report of Gitleaks'],
  ])('is refused without the right claim: %j as %j', async (text, claim, reason) => {
    await expect(reasons(text, claim)).rejects.toThrow(reason);
  });
});
