import { describe, expect, it } from 'vitest';
import { collect } from '#lib/scanners/shared/golden.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { outlineOf } from '#lib/scanners/shared/outline.ts';
import { scanner } from './scanner.ts';

const sourceOf = (document: unknown) => sourceFromBytes(JSON.stringify(document));
const read = async (document: unknown) => {
  expect(scanner.accepts(await outlineOf(sourceOf(document)))).toBe(true);
  return collect(scanner, sourceOf(document));
};

const resource = (kind: string, report: object) => ({
  apiVersion: 'aquasecurity.github.io/v1alpha1',
  kind,
  metadata: {
    name: 'replicaset-kettle-69c',
    labels: {
      'trivy-operator.resource.kind': 'ReplicaSet',
      'trivy-operator.resource.name': 'kettle',
      'trivy-operator.resource.namespace': 'shop',
    },
  },
  report: {
    updateTimestamp: '2030-01-02T03:04:05Z',
    scanner: { name: 'Trivy', vendor: 'Aqua Security', version: '0.67.2' },
    registry: { server: 'index.docker.io' },
    artifact: { repository: 'tea/kettle', tag: '1.4' },
    os: { family: 'debian', name: '12.4' },
    ...report,
  },
});
const vulnerabilities = [
  {
    vulnerabilityID: 'CVE-2030-1',
    resource: 'libsteam',
    installedVersion: '1.0-1',
    fixedVersion: '1.0-2',
    severity: 'HIGH',
    title: 'Steam overflows',
    primaryLink: 'https://tea.example/1',
    links: [],
    score: 7.5,
    target: 'tea/kettle:1.4 (debian 12.4)',
    packageType: '',
  },
  { vulnerabilityID: 'CVE-2030-2', resource: '@tea/pour', packagePURL: 'pkg:npm/%40tea/pour@2.0.0', severity: 'LOW' },
  { vulnerabilityID: '', resource: 'nothing' },
];

describe('Trivy Operator', () => {
  it('reads the vulnerabilities of an image', async () => {
    const { observations, skipped, summary } = await read(resource('VulnerabilityReport', { vulnerabilities }));
    expect(observations).toMatchObject([
      {
        severity: 'high',
        cvss: 7.5,
        subject: {
          category: 'container',
          image: 'index.docker.io/tea/kettle:1.4',
          package: { ecosystem: 'deb', name: 'libsteam', version: '1.0-1' },
          fixedVersions: ['1.0-2'],
        },
        locations: [{ path: null, label: 'shop/ReplicaSet/kettle: tea/kettle:1.4 (debian 12.4)' }],
        position: 'report.vulnerabilities[0]',
      },
      { subject: { package: { ecosystem: 'npm', name: '@tea/pour', version: '2.0.0' } } },
    ]);
    expect(skipped.map(({ position }) => position)).toEqual(['report.vulnerabilities[2]']);
    expect(summary).toMatchObject({
      scanner: 'trivy',
      scannerVersion: '0.67.2',
      categories: ['container'],
      reasons: [],
      scannedAt: '2030-01-02T03:04:05.000Z',
    });
  });

  it('reads a list of kubectl: failed checks and secrets of every kind', async () => {
    const checks = [
      { checkID: 'KSV001', title: 'No escalation', severity: 'MEDIUM', success: false, messages: ['Container kettle'] },
      { checkID: 'KSV002', title: 'Fine', severity: 'LOW', success: true },
    ];
    const secrets = [
      { target: 'app/.env', ruleID: 'tea-token', title: 'Tea token', severity: 'CRITICAL', match: '****' },
    ];
    const items = [
      resource('ConfigAuditReport', { checks }),
      resource('ExposedSecretReport', { secrets }),
      { kind: 'Pod' },
    ];
    const { observations, skipped, summary } = await read({ apiVersion: 'v1', items, kind: 'List', metadata: {} });
    expect(observations).toMatchObject([
      {
        rule: { id: 'KSV001' },
        message: 'Container kettle',
        subject: { category: 'iac', resource: 'shop/ReplicaSet/kettle' },
        position: 'items[0].report.checks[0]',
      },
      { subject: { category: 'secret', value: null, match: '****' }, locations: [{ path: 'app/.env' }] },
    ]);
    expect(skipped.map(({ position }) => position)).toEqual(['items[2]']);
    expect(summary.categories).toEqual(['iac', 'secret']);
  });

  it('takes a resource without results, and an empty list of a known kind, for clean', async () => {
    expect((await read(resource('ClusterRbacAssessmentReport', { checks: [] }))).summary.categories).toEqual(['iac']);
    const list = { apiVersion: 'aquasecurity.github.io/v1alpha1', kind: 'VulnerabilityReportList', items: [] };
    expect((await read(list)).summary.categories).toEqual(['container']);
  });

  it.each([
    { apiVersion: 'v1', kind: 'List', items: [] },
    { apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'v1', kind: 'Pod' }] },
    { apiVersion: 'aquasecurity.github.io/v1alpha1', kind: 'SbomReport', report: {} },
  ])('does not claim $kind', async (document) => {
    expect(scanner.accepts({ kind: 'json', value: document })).toBe(false);
    await expect(collect(scanner, sourceOf(document))).rejects.toThrow('not a Trivy report');
  });
});
