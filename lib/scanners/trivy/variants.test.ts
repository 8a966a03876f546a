import { describe, expect, it } from 'vitest';
import { collect } from '#lib/scanners/shared/golden.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { scanner } from './scanner.ts';

const read = (document: unknown) => collect(scanner, sourceFromBytes(JSON.stringify(document)));
const accepts = (value: unknown) => scanner.accepts({ kind: 'json', value });

const vulnerability = (more: object = {}) => ({ VulnerabilityID: 'CVE-2030-1', PkgName: 'teapot', ...more });
const report = (ArtifactType: string, Results: object[], more: object = {}) => ({
  SchemaVersion: 2,
  ArtifactName: 'tea',
  ArtifactType,
  Results,
  ...more,
});
const system = { Target: 'tea (debian 12.4)', Class: 'os-pkgs', Type: 'debian' };

describe('Trivy: whose packages they are', () => {
  it('takes no group of packages for a file of the repository', async () => {
    const { observations } = await read(
      report('filesystem', [
        { ...system, Vulnerabilities: [vulnerability()] },
        { Target: 'Node.js', Class: 'lang-pkgs', Type: 'node-pkg', Vulnerabilities: [vulnerability()] },
        {
          Target: 'Java',
          Class: 'lang-pkgs',
          Type: 'jar',
          Vulnerabilities: [vulnerability({ PkgPath: 'lib/tea.jar' })],
        },
        { Target: 'web/yarn.lock', Class: 'lang-pkgs', Type: 'yarn', Vulnerabilities: [vulnerability()] },
      ]),
    );
    const places = observations.map(({ subject, locations: [place] }) => [
      subject.category === 'dependency' ? subject.manifest : 'none',
      place?.path,
      place?.label,
    ]);
    expect(places).toEqual([
      [null, null, 'tea (debian 12.4)'],
      [null, null, 'Node.js'],
      ['lib/tea.jar', 'lib/tea.jar', null],
      ['web/yarn.lock', 'web/yarn.lock', null],
    ]);
  });

  it.each([
    [
      'an archive',
      'container_image',
      { RepoTags: ['shop/kettle:1.4'] },
      '/tmp/build.123/kettle.tar',
      'shop/kettle:1.4',
    ],
    ['an archive without a tag', 'container_image', { ImageID: 'sha256:1' }, 'kettle.tar.gz', 'kettle.tar.gz'],
    ['an image with many tags', 'container_image', { RepoTags: ['x:1', 'x:2'] }, 'x:2', 'x:2'],
    ['an SBOM of an image', 'cyclonedx', { RepoTags: ['shop/kettle:1.4'] }, 'bom.json', 'shop/kettle:1.4'],
    ['an SBOM of an image without a tag', 'cyclonedx', { ImageID: 'sha256:1' }, 'bom.json', 'bom.json'],
    ['an SBOM of a tree', 'spdx', {}, 'bom.json', null],
  ])('knows the image of %s', async (_name, type, Metadata, ArtifactName, image) => {
    const { observations } = await read(
      report(type, [{ ...system, Vulnerabilities: [vulnerability()] }], { ArtifactName, Metadata }),
    );
    const subject = observations[0]?.subject;
    expect(subject?.category === 'container' ? subject.image : null).toBe(image);
  });

  it('gives packages of a resource with several images to the image of the system before them', async () => {
    const libraries = { Target: 'Node.js', Class: 'lang-pkgs', Type: 'node-pkg', Vulnerabilities: [vulnerability()] };
    const of = (image: string) => ({ Target: `${image} (debian 12.4)`, Class: 'os-pkgs', Type: 'debian' });
    const resource = {
      Namespace: 'shop',
      Kind: 'Pod',
      Name: 'tea',
      Results: [of('a:1'), libraries, of('b:1'), libraries],
    };
    const { observations } = await read({ ClusterName: 'kind', Findings: [resource] });
    expect(observations.map(({ subject }) => subject.category === 'container' && subject.image)).toEqual([
      'a:1',
      'b:1',
    ]);
    expect(observations[0]?.locations[0]?.label).toBe('shop/Pod/tea: Node.js');
  });

  it('finds the image of an old report before a version with parentheses of its own', async () => {
    const old = { Target: 'tea/kettle:1.4 (amazon 2 (Karoo))', Type: 'amazon', Vulnerabilities: [vulnerability()] };
    const { observations } = await read([old]);
    expect(observations[0]?.subject).toMatchObject({ category: 'container', image: 'tea/kettle:1.4' });
  });

  it('knows the packages that old versions gave a purl of no type', async () => {
    const item = vulnerability({
      PkgIdentifier: { PURL: 'pkg:cbl-mariner/teapot@1.0?distro=cbl-mariner-1.0.20220122' },
    });
    const { observations } = await read(report('filesystem', [{ ...system, Vulnerabilities: [item] }]));
    expect(observations[0]?.subject).toMatchObject({ package: { ecosystem: 'rpm', name: 'teapot' } });
  });

  it('knows the ecosystem of a license without a type, by its lock file or group', async () => {
    const Licenses = [{ Name: 'GPL-3.0', PkgName: 'teapot', FilePath: '', Severity: 'HIGH', Category: 'restricted' }];
    const targets = ['Node.js', 'api/Cargo.lock', 'usr/bin/tea'];
    const { observations } = await read(
      report(
        'filesystem',
        targets.map((Target) => ({ Target, Class: 'license', Licenses })),
      ),
    );
    expect(observations.map(({ subject }) => 'package' in subject && subject.package.ecosystem)).toEqual([
      'npm',
      'cargo',
      'generic',
    ]);
  });
});

describe('Trivy: other reports', () => {
  it('tells checks of one’s own apart that name nothing', async () => {
    const check = (name: string) => ({ ID: 'N/A', Title: 'N/A', Message: `bad ${name}`, Namespace: `user.${name}` });
    const Misconfigurations = [check('lid'), check('pot'), { ID: 'N/A' }];
    const { observations, skipped } = await read(
      report('filesystem', [{ Target: 'Dockerfile', Class: 'config', Type: 'dockerfile', Misconfigurations }]),
    );
    expect(observations.map(({ rule, title }) => [rule.id, title])).toEqual([
      ['user.lid', 'bad lid'],
      ['user.pot', 'bad pot'],
    ]);
    expect(skipped).toHaveLength(1);
  });

  it('reads a clean report on a cluster, which holds nothing but its name', async () => {
    expect(accepts({ ClusterName: 'kind-kind' })).toBe(true);
    expect(accepts({ SchemaVersion: 0, ClusterName: 'kind-kind', Resources: [] })).toBe(true);
    expect(accepts({ ClusterName: 'kind-kind', ReportID: '1', SchemaRevision: 7 })).toBe(true);
    expect(accepts({ ClusterName: 'kind-kind', ReportID: '1', Resources: [], Notes: [{}] })).toBe(true);
    expect(accepts({ ClusterName: 'kind-kind', nodes: [] })).toBe(false);
    expect((await read({ ClusterName: 'kind-kind' })).summary).toMatchObject({ categories: ['container'] });
  });

  it('reads a report on a cloud account: its resources are no files', async () => {
    const account = { CreatedAt: '2030-01-02T03:04:05Z', ArtifactName: '123456789012', ArtifactType: 'aws_account' };
    expect(accepts(account)).toBe(true);
    expect((await read(account)).summary.categories).toEqual(['iac']);
    const check = {
      ID: 'AVD-AWS-0089',
      Title: 'Logging',
      Status: 'FAIL',
      CauseMetadata: { Resource: 'arn:aws:s3:::tea' },
    };
    const Results = [{ Target: 'arn:aws:s3:::tea', Class: 'config', Type: 'cloud', Misconfigurations: [check] }];
    const { observations } = await read({ ...account, Results });
    expect(observations[0]).toMatchObject({
      subject: { category: 'iac', resource: 'arn:aws:s3:::tea' },
      locations: [{ path: null, label: 'arn:aws:s3:::tea' }],
    });
  });

  it.each([
    ['ignored', 'ops/ignore-list.yaml', 'in_code'],
    ['ignored', '--ignored-licenses', 'in_code'],
    ['not_affected', 'OpenVEX', 'external'],
    ['fixed', 'CSAF VEX', 'external'],
    ['under_investigation', 'OpenVEX', undefined],
    ['affected', 'OpenVEX', undefined],
  ])('counts a finding that is %s by %s as suppressed: %s', async (Status, Source, kind) => {
    const changed = { Type: 'vulnerability', Status, Statement: 'x', Source, Finding: vulnerability() };
    const { observations } = await read(report('filesystem', [{ ...system, ExperimentalModifiedFindings: [changed] }]));
    expect(observations.map(({ suppression }) => suppression?.kind)).toEqual([kind]);
  });
});
