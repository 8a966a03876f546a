import { describe, expect, it } from 'vitest';
import { chooseScanner } from './registry.ts';
import { collect } from './shared/golden.ts';
import { sourceFromBytes } from './shared/memory-source.ts';
import { outlineOf } from './shared/outline.ts';

async function traits(document: unknown): Promise<unknown[]> {
  const source = sourceFromBytes(JSON.stringify(document));
  const { skipped } = await collect(chooseScanner(await outlineOf(source), null), source);
  return skipped.map(({ standsFor }) => standsFor);
}

const trivy = (result: object) => ({
  SchemaVersion: 2,
  ArtifactName: '.',
  ArtifactType: 'filesystem',
  Results: [{ Target: 'go.mod', Class: 'lang-pkgs', Type: 'gomod', ...result }],
});
const snyk = (...vulnerabilities: unknown[]) => ({
  vulnerabilities,
  ok: false,
  dependencyCount: 1,
  packageManager: 'npm',
});
const checkov = (check: unknown) => ({
  check_type: 'terraform',
  results: { failed_checks: [check] },
  summary: { failed: 1, checkov_version: '3' },
});
const npm7 = (vulnerabilities: object) => ({ auditReportVersion: 2, vulnerabilities, metadata: {} });
const npm6 = (advisory: unknown) => ({ actions: [], advisories: { 7: advisory }, metadata: {} });

describe('what an unreadable item may stand for', () => {
  it.each<[string, unknown, unknown[]]>([
    ['Trivy, no id', trivy({ Vulnerabilities: [{ PkgName: 'teapot' }] }), [{ package: 'teapot' }]],
    ['Trivy, no package', trivy({ Vulnerabilities: [{ VulnerabilityID: 'CVE-1' }] }), [{ advisory: 'CVE-1' }]],
    ['Trivy, no object', trivy({ Vulnerabilities: [null] }), [{}]],
    ['Trivy, a check', trivy({ Misconfigurations: [{ Severity: 'HIGH' }] }), [{ path: 'go.mod' }]],
    ['Trivy, a secret', trivy({ Secrets: [{ Severity: 'HIGH' }] }), [{ path: 'go.mod' }]],
    ['Trivy, a license', trivy({ Licenses: [{ PkgName: 'teapot' }] }), [{ package: 'teapot' }]],
    [
      'Snyk, no id',
      snyk({ packageName: 'teapot' }, { id: 'SNYK-1', from: [] }),
      [{ package: 'teapot' }, { advisory: 'SNYK-1' }],
    ],
    ['Checkov, no id', checkov({ file_path: '/a/main.tf' }), [{ path: 'a/main.tf' }]],
    ['Checkov, two files', checkov({ file_path: '/main.tf', repo_file_path: '/a/main.tf' }), [{}]],
    ['npm 7, no object', npm7({ teapot: null }), [{ package: 'teapot' }]],
    [
      'npm 7, no advisory',
      npm7({ teapot: { name: 'teapot', via: [{}, 7] } }),
      [{ package: 'teapot' }, { package: 'teapot' }],
    ],
    ['npm 7, another package', npm7({ teapot: { name: 'teapot', via: ['lid'] } }), [{ package: 'lid' }]],
    ['npm 6', npm6({ cves: ['CVE-1'] }), [{ advisory: 'CVE-1' }]],
    ['npm 6, no object', npm6(null), [{}]],
    ['Gitleaks', [{ RuleID: 'x', Secret: 'y' }, { RuleID: null, File: 'a.py' }, null], [{ path: 'a.py' }, {}]],
    [
      'Semgrep',
      { results: [{ check_id: 'rules.x' }, { check_id: 7, path: null }, { path: 'a.py' }], errors: [] },
      [{ rule: 'x' }, { rule: '7' }, { path: 'a.py' }],
    ],
  ])('%s', async (_name, document, expected) => {
    expect(await traits(document)).toEqual(expected);
  });
});
