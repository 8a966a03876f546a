import { describe, expect, it } from 'vitest';
import { UNNAMED_IMAGE } from '#lib/domain/finding/image.ts';
import { cleanObservation } from '#lib/domain/finding/normalise.ts';
import { identityOf } from '#lib/domain/identity/identity.ts';
import { chooseScanner } from './registry.ts';
import { collect } from './shared/golden.ts';
import { sourceFromBytes } from './shared/memory-source.ts';
import { outlineOf } from './shared/outline.ts';

/** Keys of a report's findings, in words. */
async function keys(document: unknown): Promise<string[]> {
  const source = sourceFromBytes(JSON.stringify(document));
  const { observations } = await collect(chooseScanner(await outlineOf(source), null), source);
  expect(observations).not.toEqual([]);
  return observations.map((each) => identityOf(cleanObservation(each), new Uint8Array(32)).base);
}

const hex = (letter: string) => letter.repeat(64);

function trivy(ArtifactName: string, Metadata: object = {}, more: object = {}) {
  const found = {
    VulnerabilityID: 'CVE-2030-1',
    PkgName: 'libsteam',
    InstalledVersion: '1.0-1',
    Severity: 'HIGH',
    PkgIdentifier: { PURL: 'pkg:deb/debian/libsteam@1.0-1' },
  };
  const Target = `${ArtifactName} (debian 12.5)`;
  const Results = [{ Target, Class: 'os-pkgs', Type: 'debian', Vulnerabilities: [found] }];
  return { SchemaVersion: 2, ArtifactName, ArtifactType: 'container_image', Metadata, Results, ...more };
}

function bom(name: string, properties: Record<string, string> = {}, purl: string | null = null) {
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    metadata: {
      component: {
        'bom-ref': 'root',
        type: 'container',
        name,
        ...(purl === null ? {} : { purl }),
        properties: Object.entries(properties).map(([key, value]) => ({ name: `aquasecurity:trivy:${key}`, value })),
      },
    },
    components: [{ 'bom-ref': 'a', type: 'library', name: 'libsteam', purl: 'pkg:deb/debian/libsteam@1.0-1' }],
    vulnerabilities: [{ id: 'CVE-2030-1', affects: [{ ref: 'a' }] }],
  };
}

function snyk(path: string, projectName: string) {
  return {
    vulnerabilities: [
      {
        id: 'SNYK-DEBIAN12-LIBSTEAM-1',
        title: 'Steam',
        severity: 'high',
        identifiers: { CVE: ['CVE-2030-1'] },
        packageName: 'libsteam',
        version: '1.0-1',
        from: [`${projectName}@1`, 'libsteam@1.0-1'],
        packageManager: 'debian:12',
      },
    ],
    ok: false,
    dependencyCount: 9,
    packageManager: 'deb',
    projectName,
    path,
    docker: {},
  };
}

function checkov(name: string) {
  const check = {
    check_id: 'CKV_CVE_2030_1',
    check_result: { result: 'FAILED' },
    resource: 'x',
    file_path: `${name} (sha256:${hex('a')})`,
    vulnerability_details: {
      id: 'CVE-2030-1',
      package_name: 'libsteam',
      package_version: '1.0-1',
      package_type: 'os',
      image_details: { name, distro: 'debian' },
    },
  };
  return { check_type: 'sca_image', results: { failed_checks: [check] }, summary: { failed: 1, checkov_version: '3' } };
}

function sarif(properties: object) {
  const rule = { id: 'CVE-2030-1', help: { text: 'Package: libsteam\nInstalled Version: 1.0-1+deb12\n' } };
  const run = { tool: { driver: { name: 'Trivy', rules: [rule] } }, results: [{ ruleId: 'CVE-2030-1', message: {} }] };
  return { version: '2.1.0', runs: [{ ...run, properties }] };
}

const KEY = (image: string) => [`container|${image}|deb/libsteam|CVE-2030-1`];

it('calls what is said of an image as a whole by its name, not by its tag', async () => {
  const vulnerabilities = [{ id: 'CVE-2030-1', affects: [{ ref: 'ghost' }] }];
  const whole = await keys({ ...bom('acme/web:1'), vulnerabilities });
  expect(whole).toEqual(['container|acme/web|docker/acme/web|CVE-2030-1']);
  expect(await keys({ ...bom('acme/web:2'), vulnerabilities })).toEqual(whole);
});

describe('one image has one name', () => {
  it.each<[string, unknown]>([
    ['Trivy', trivy('acme/web:1')],
    ['Trivy, the next build', trivy('acme/web:2')],
    ['Trivy, by digest', trivy(`acme/web@sha256:${hex('a')}`)],
    ['Trivy, by id with tags', trivy(`sha256:${hex('b')}`, { RepoTags: ['acme/web:7', 'zone/web:7'] })],
    ['Trivy, by id with tags in another order', trivy(hex('c'), { RepoTags: ['zone/web:7', 'acme/web:8'] })],
    ['Trivy, by id with digests', trivy(`sha256:${hex('d')}`, { RepoDigests: [`acme/web@sha256:${hex('d')}`] })],
    ['Trivy, an archive with tags', trivy('/builds/4711/image.tar', { RepoTags: ['acme/web:9'] })],
    ['Trivy, with a reference', trivy('image.tar', { Reference: 'acme/web:3', RepoTags: ['aaa/web:3'] })],
    [
      'Trivy, of an SBOM',
      trivy('sbom.json', { ImageID: hex('a'), RepoTags: ['acme/web:1'] }, { ArtifactType: 'cyclonedx' }),
    ],
    ['CycloneDX', bom('acme/web:1')],
    ['CycloneDX, by id with a tag', bom(`sha256:${hex('a')}`, { RepoTag: 'acme/web:4', ImageID: hex('a') })],
    ['CycloneDX, by id with a digest', bom(`sha256:${hex('a')}`, { RepoDigest: `acme/web@sha256:${hex('a')}` })],
    [
      'CycloneDX, by id with a purl',
      bom(
        `sha256:${hex('a')}`,
        {},
        `pkg:oci/web@sha256%3A${hex('a')}?arch=amd64&repository_url=index.docker.io%2Facme%2Fweb`,
      ),
    ],
    ['Snyk', snyk('acme/web:1.0', 'docker-image|acme/web')],
    ['Snyk, its project behind the tag', snyk('acme/web:1.1/web', 'docker-image|acme/web')],
    ['Snyk, by digest', snyk(`acme/web@sha256:${hex('e')}`, 'docker-image|acme/web')],
    ['Snyk, by id', snyk('3f2a9bcd01ef', 'docker-image|acme/web')],
    ['Snyk, a project of another name', snyk('acme/web:17/web', 'The shop')],
    ['Checkov', checkov('acme/web:1')],
    ['SARIF', sarif({ imageName: 'acme/web:1' })],
    ['SARIF, by id', sarif({ imageName: `sha256:${hex('a')}`, repoTags: ['acme/web:1'] })],
    [
      'SARIF, an archive',
      sarif({ imageName: '/tmp/x/image.tar', repoTags: [], repoDigests: [`acme/web@sha256:${hex('a')}`] }),
    ],
  ])('%s', async (_name, document) => {
    expect(await keys(document)).toEqual(KEY('acme/web'));
  });

  it.each<[string, unknown, string]>([
    ['Trivy, an archive alone', trivy('/builds/4711/web.tar'), 'web'],
    ['Trivy, an archive of a version', trivy('./out/web-1.4.2.tar.gz'), 'web'],
    ['Snyk, an archive', snyk('docker-archive:/tmp/tmp.4sj7/web.tar', 'docker-image|web.tar'), 'web'],
    ['Trivy, an id alone', trivy(`sha256:${hex('a')}`), UNNAMED_IMAGE],
    ['CycloneDX, an id alone', bom(`sha256:${hex('a')}`), UNNAMED_IMAGE],
  ])('and without one a name that stays: %s', async (_name, document, image) => {
    expect(await keys(document)).toEqual(KEY(image));
  });
});
