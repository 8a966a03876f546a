import { describe, expect, it } from 'vitest';
import { toRecord } from '#lib/domain/finding/record.ts';
import { sarif } from '#lib/scanners/sarif/scanner.ts';
import { one } from '#lib/scanners/sarif/testing.ts';
import { collect } from '#lib/scanners/shared/golden.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { scanner } from './scanner.ts';

type Json = Record<string, unknown>;

const VULNERABILITY = {
  VulnerabilityID: 'CVE-2099-1001',
  PkgName: 'libexample1',
  InstalledVersion: '1.0.2-1+deb12u1',
  FixedVersion: '1.0.2-1+deb12u2',
  Severity: 'LOW',
  Title: 'overflow in read()',
  Description: 'A long name overflows a buffer.',
  PkgIdentifier: { PURL: 'pkg:deb/debian/libexample1@1.0.2-1+deb12u1' },
};
const CHECK = {
  ID: 'DS-0001',
  Title: 'Latest tag used',
  Message: "Specify a tag in the 'FROM' statement",
  Severity: 'MEDIUM',
  Status: 'FAIL',
  CauseMetadata: { StartLine: 1, EndLine: 1, Code: { Lines: [{ Content: 'FROM python:latest', IsCause: true }] } },
};
const SECRET = {
  RuleID: 'github-pat',
  Title: 'GitHub token',
  Severity: 'CRITICAL',
  StartLine: 3,
  EndLine: 3,
  Match: 't = "****"',
};
const IMAGE = 'registry.example/shop/api:1.4';

const image = {
  SchemaVersion: 2,
  ArtifactName: IMAGE,
  ArtifactType: 'container_image',
  Results: [{ Target: `${IMAGE} (debian 12.5)`, Class: 'os-pkgs', Type: 'debian', Vulnerabilities: [VULNERABILITY] }],
};
const folder = {
  SchemaVersion: 2,
  ArtifactName: '.',
  ArtifactType: 'filesystem',
  Results: [
    { Target: 'Dockerfile', Class: 'config', Type: 'dockerfile', Misconfigurations: [CHECK] },
    { Target: 'a.env', Class: 'secret', Secrets: [SECRET] },
  ],
};

/** A result as Trivy's SARIF lays it out; the rule is of the first result with its id. */
function written(ruleId: string, name: string, uri: string, lines: Json) {
  const text = Object.entries(lines).map(([key, value]) =>
    /^(?:Vulnerability|Secret)$/.test(key) ? `${key} ${value}` : `${key}: ${value}`,
  );
  const region = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };
  const place = { artifactLocation: { uri, uriBaseId: 'ROOTPATH' }, region };
  const word = name === 'Secret' ? 'secret' : name === 'Misconfiguration' ? 'misconfiguration' : 'vulnerability';
  return {
    rule: { id: ruleId, name, properties: { 'security-severity': '9.8', tags: [word, 'security', 'CRITICAL'] } },
    result: { ruleId, level: 'error', message: { text: text.join('\n') }, locations: [{ physicalLocation: place }] },
  };
}

const link = { Link: '[x](https://avd.example/x)' };
const vulnerability = written('CVE-2099-1001', 'OsPackageVulnerability', 'shop/api', {
  Package: 'libexample1',
  'Installed Version': '1.0.2-1+deb12u1',
  Vulnerability: 'CVE-2099-1001',
  Severity: 'LOW',
  'Fixed Version': '1.0.2-1+deb12u2',
  ...link,
});
const check = written('DS-0001', 'Misconfiguration', 'Dockerfile', {
  Artifact: 'Dockerfile',
  Type: 'dockerfile',
  Vulnerability: 'DS-0001',
  Severity: 'MEDIUM',
  Message: CHECK.Message,
  ...link,
});
const secret = written('github-pat', 'Secret', 'a.env', {
  Artifact: 'a.env',
  Type: '',
  Secret: 'GitHub token',
  Severity: 'CRITICAL',
  Match: SECRET.Match,
});

async function findings(document: Json): Promise<string[]> {
  const source = sourceFromBytes(JSON.stringify(document));
  const { observations } = await collect('runs' in document ? sarif : scanner, source);
  return observations.map((observation) => {
    const { base, record } = toRecord(observation, new Uint8Array(32));
    return `${base} ${record.severity} ${record.path} ${record.message.startsWith('Artifact')}`;
  });
}

const log = (parts: ReturnType<typeof written>[], properties: Json) => ({
  version: '2.1.0',
  runs: [
    {
      tool: { driver: { name: 'Trivy', rules: parts.map((part) => part.rule) } },
      results: parts.map((part) => part.result),
      originalUriBaseIds: { ROOTPATH: { uri: 'file:///' } },
      properties,
    },
  ],
});

describe('Trivy: SARIF', () => {
  it('of an image has the findings of its JSON, with the severity of each result and no files', async () => {
    const json = await findings(image);
    expect(json).toHaveLength(1);
    expect(await findings(log([vulnerability], { imageName: IMAGE }))).toEqual(json);
  });

  it('of a folder has the findings of its JSON: checks without code, secrets by their line', async () => {
    const json = await findings(folder);
    expect(json).toHaveLength(2);
    expect(await findings(log([check, secret], {}))).toEqual(json);
  });

  it.each([
    ['9.8', 9.8],
    // What Trivy writes for the word `HIGH`, where it knows no score.
    ['8.0', null],
  ])('the score %s is %s', async (score, cvss) => {
    const rule = { ...vulnerability.rule, properties: { 'security-severity': score } };
    expect(await one('Trivy', vulnerability.result, rule)).toMatchObject({
      cvss,
      severity: 'low',
      severityReported: 'LOW',
    });
  });
});
