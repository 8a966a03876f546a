import { describe, expect, it } from 'vitest';
import { toRecord } from '#lib/domain/finding/record.ts';
import { scanner as cyclonedx } from '#lib/scanners/cyclonedx/scanner.ts';
import { collect } from '#lib/scanners/shared/golden.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { scanner as trivy } from './scanner.ts';

/** One vulnerability as Trivy's database has it: what both of its formats are written from. */
interface Known {
  id: string;
  purl: string;
  name: string;
  version: string;
  file?: string;
  /** The source that Trivy matched with. */
  source: string;
  severities: Record<string, string>;
}

const FOUND: readonly Known[] = [
  {
    id: 'CVE-2030-1',
    purl: 'pkg:deb/debian/libsteam@1.0-1?arch=amd64&distro=debian-12.5',
    name: 'libsteam',
    version: '1.0-1',
    source: 'debian',
    severities: { debian: 'low', nvd: 'critical' },
  },
  {
    id: 'CVE-2030-2',
    purl: 'pkg:npm/%40tea/pot@1.2.3',
    name: '@tea/pot',
    version: '1.2.3',
    file: 'app/package-lock.json',
    source: 'ghsa',
    severities: { nvd: 'medium', redhat: 'critical' },
  },
  {
    id: 'GHSA-aaaa-bbbb-cccc',
    purl: 'pkg:maven/com.example/kettle@2.0',
    name: 'com.example:kettle',
    version: '2.0',
    file: 'app/kettle.jar',
    source: 'ghsa',
    severities: { ghsa: 'high', nvd: 'low' },
  },
  {
    id: 'CVE-2030-3',
    purl: 'pkg:golang/example.com/Tea@v1.0.0',
    name: 'example.com/Tea',
    version: 'v1.0.0',
    file: 'app/tea',
    source: 'ghsa',
    severities: {},
  },
];

/** Trivy's own choice: the source that it matched with, else NVD. */
const chosen = ({ source, severities }: Known) => (severities[source] ?? severities.nvd ?? 'unknown').toUpperCase();

function json(image: boolean) {
  const results = FOUND.filter(({ file }) => image || file !== undefined).map((known) => ({
    Target: known.file ?? 'acme/web:1 (debian 12.5)',
    Class: known.file === undefined ? 'os-pkgs' : 'lang-pkgs',
    Type: known.file === undefined ? 'debian' : 'jar',
    Vulnerabilities: [
      {
        VulnerabilityID: known.id,
        PkgName: known.name,
        InstalledVersion: known.version,
        PkgIdentifier: { PURL: known.purl },
        Severity: chosen(known),
        SeveritySource: known.source,
        Title: 'a flaw',
      },
    ],
  }));
  const artifact = image
    ? { ArtifactName: 'acme/web:1', ArtifactType: 'container_image', Metadata: { RepoTags: ['acme/web:1'] } }
    : { ArtifactName: '.', ArtifactType: 'filesystem' };
  return { SchemaVersion: 2, ...artifact, Results: results };
}

function bom(image: boolean) {
  const found = FOUND.filter(({ file }) => image || file !== undefined);
  const component = image ? { type: 'container', name: 'acme/web:1' } : { type: 'application', name: '.' };
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    metadata: {
      tools: { components: [{ type: 'application', group: 'aquasecurity', name: 'trivy', version: '0.70.0' }] },
      component: { 'bom-ref': 'root', ...component },
    },
    components: found.map(({ purl, name, version }) => ({ 'bom-ref': purl, type: 'library', name, version, purl })),
    vulnerabilities: found.map(({ id, purl, source, severities }) => ({
      id,
      source: { name: source },
      ratings: Object.entries(severities).map(([name, severity]) => ({ source: { name }, severity })),
      description: 'a flaw',
      affects: [{ ref: purl, versions: [] }],
    })),
  };
}

async function read(scanner: typeof trivy, document: unknown) {
  const { summary, observations, skipped } = await collect(scanner, sourceFromBytes(JSON.stringify(document)));
  expect(skipped).toEqual([]);
  const { parts } = summary;
  const findings = observations.map((each) => {
    const { base, record } = toRecord(each, new Uint8Array(32));
    return `${base}: ${record.category}, ${record.severity}, ${record.ruleId}`;
  });
  return { stream: parts.map((part) => [part.scanner, part.subject, part.categories]), findings: findings.sort() };
}

describe("Trivy's CycloneDX", () => {
  it.each([
    ['an image', true],
    ['a folder', false],
  ])('has the stream, findings and severities of its JSON: %s', async (_name, image) => {
    const fromJson = await read(trivy, json(image));
    expect(fromJson.findings).toHaveLength(image ? 4 : 3);
    expect(await read(cyclonedx, bom(image))).toEqual(fromJson);
  });
});
