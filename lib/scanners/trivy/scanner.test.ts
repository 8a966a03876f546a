import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReportError } from '#lib/scanners/contract.ts';
import { collect, fixtureSource, fixturesOf, goldenTest } from '#lib/scanners/shared/golden.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { replaceAt } from '#lib/scanners/shared/replace-at.ts';
import { scanner } from './scanner.ts';

goldenTest(scanner);

const { folder } = fixturesOf('trivy');
const fixture = (file: string) => collect(scanner, fixtureSource(folder, file));
const read = (document: unknown) => collect(scanner, sourceFromBytes(JSON.stringify(document)));

const report = (result: object, more: object = {}) => ({
  SchemaVersion: 2,
  ArtifactName: '.',
  ArtifactType: 'filesystem',
  Results: [{ Target: 'package-lock.json', Class: 'lang-pkgs', Type: 'npm', ...result }],
  ...more,
});
const vulnerability = (more: object = {}) => ({
  VulnerabilityID: 'CVE-2030-1',
  PkgName: 'teapot',
  InstalledVersion: '1.0.0',
  Severity: 'HIGH',
  ...more,
});

describe('Trivy', () => {
  it('reads or refuses a document in which any value is of any type', async () => {
    const document = JSON.parse(readFileSync(join(folder, 'suppressed.json'), 'utf8'));
    const law = fc.asyncProperty(fc.nat(), fc.jsonValue(), async (choice, value) => {
      const result = await read(replaceAt(document, choice, value)).catch((error: unknown) => error);
      if (result instanceof Error) expect(result).toBeInstanceOf(ReportError);
    });
    await fc.assert(law, { numRuns: 300 });
  });

  it('calls packages of an image a container matter and those of a tree a dependency', async () => {
    const item = { Vulnerabilities: [vulnerability()] };
    const tree = await read(report(item));
    const image = await read(report(item, { ArtifactName: 'tea/kettle:1.4', ArtifactType: 'container_image' }));
    expect(tree.observations[0]?.subject).toMatchObject({ category: 'dependency', manifest: 'package-lock.json' });
    expect(image.observations[0]?.subject).toMatchObject({ category: 'container', image: 'tea/kettle:1.4' });
    expect([tree, image].map(({ summary }) => summary.categories)).toEqual([['dependency'], ['container']]);
  });

  it('does not take a report without results for a clean scan: nothing was there to look at', async () => {
    const { observations, skipped, summary } = await fixture('clean.json');
    expect({ observations, skipped }).toEqual({ observations: [], skipped: [] });
    const nothing = [expect.stringContaining('nothing to scan')];
    expect(summary).toMatchObject({ categories: ['container'], reasons: nothing });
    expect((await read(report({}, { Results: null }))).summary.reasons).toEqual(nothing);
    expect((await read({ ...report({}), Results: [{ Target: 'go.mod', Class: 'lang-pkgs' }] })).summary).toMatchObject({
      reasons: [],
    });
  });

  it('reads the bare list of old versions, its system packages telling the image', async () => {
    const { observations } = await fixture('legacy.json');
    expect(observations.map(({ subject }) => subject)).toEqual([
      expect.objectContaining({
        category: 'container',
        image: 'tea/kettle:1.4',
        package: { ecosystem: 'apk', name: 'musl', version: '1.1.20-r4' },
      }),
    ]);
  });

  it('does not recognise an empty list, which says nothing of who wrote it, and reads it when it is claimed', async () => {
    expect(scanner.accepts({ kind: 'json', value: [] })).toBe(false);
    for (const empty of [[], null]) {
      const { summary } = await read(empty);
      expect(summary.reasons).toEqual([expect.stringContaining('nothing to scan')]);
    }
  });

  it('names the resource of a cluster and notes what could not be scanned', async () => {
    const { observations, summary } = await fixture('cluster.json');
    expect(observations.map(({ subject }) => subject)).toMatchObject([
      { category: 'container', image: 'tea/kettle:1.4' },
      { category: 'container', image: 'tea/kettle:1.4', package: { ecosystem: 'npm', name: '@tea/pour' } },
      { category: 'iac', resource: 'shop/Deployment/kettle' },
    ]);
    expect(summary.reasons).toEqual(['Trivy could not scan a resource: scan error: image not found']);
  });

  it('counts failed checks only', async () => {
    const checks = ['FAIL', 'PASS', 'EXCEPTION'].map((Status) => ({ ID: `DS${Status}`, Title: 'x', Status }));
    const { observations } = await read(report({ Class: 'config', Type: 'dockerfile', Misconfigurations: checks }));
    expect(observations.map(({ rule, suppression }) => [rule.id, suppression?.kind ?? null])).toEqual([
      ['DSFAIL', null],
      ['DSEXCEPTION', 'in_code'],
    ]);
  });

  it('never has the value of a secret, only the match that Trivy starred', async () => {
    const { observations } = await fixture('suppressed.json');
    const found = observations.find(({ subject }) => subject.category === 'secret');
    expect(found).toMatchObject({ subject: { value: null, match: 'TOKEN="****"' }, locations: [{ startLine: 2 }] });
  });

  it('keeps what an ignore file or a VEX document takes out, as suppressed', async () => {
    const { observations } = await fixture('suppressed.json');
    const suppressed = observations.filter(({ suppression }) => suppression !== null);
    expect(suppressed.map(({ rule, suppression }) => [rule.id, suppression?.kind])).toEqual([
      ['CVE-2030-2001', 'external'],
      ['CVE-2030-2003', 'in_code'],
      ['CVE-2030-2004', 'external'],
    ]);
  });

  it('knows direct dependencies where the packages are listed', async () => {
    const { observations } = await fixture('suppressed.json');
    const direct = observations.map(({ subject }) => (subject.category === 'dependency' ? subject.direct : undefined));
    expect(direct.slice(0, 2)).toEqual([true, false]);
  });

  it('skips one bad record with its place and reads the others', async () => {
    const { skipped, observations } = await fixture('suppressed.json');
    expect(skipped.map(({ position }) => position)).toEqual([
      'Results[5].Vulnerabilities',
      'Results[6]',
      'Results[0].Vulnerabilities[2]',
      'Results[0].Vulnerabilities[3]',
      'Results[0].ExperimentalModifiedFindings[2]',
    ]);
    expect(observations).toHaveLength(8);
  });

  it.each([
    [
      'the source of the severity',
      { SeveritySource: 'redhat', CVSS: { nvd: { V3Score: 9 }, redhat: { V3Score: 5 } } },
      5,
    ],
    ['NVD', { CVSS: { acme: { V3Score: 1 }, nvd: { V2Score: 4, V3Score: 7.5 } } }, 7.5],
    ['the newest version', { CVSS: { nvd: { V3Score: 7.5, V40Score: 8.1 } } }, 8.1],
    [
      'a vector, where there is nothing else',
      { CVSS: { nvd: { V40Vector: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N' } } },
      9.3,
    ],
    [
      'the newest version, be it a vector',
      {
        CVSS: {
          nvd: {
            V3Score: 7.5,
            V40Score: 0,
            V40Vector: 'CVSS:4.0/AV:L/AC:L/AT:N/PR:N/UI:N/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
          },
        },
      },
      5.1,
    ],
    [
      'the score rather than its vector',
      { CVSS: { nvd: { V3Score: 7.5, V3Vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' } } },
      7.5,
    ],
    ['nobody, when the score is no score', { CVSS: { nvd: { V3Score: 'high', V2Score: 11 } } }, null],
    ['nobody, when a source is called __proto__', { CVSS: JSON.parse('{"__proto__":3}') }, null],
  ])('takes the CVSS score of %s', async (_name, more, score) => {
    const { observations } = await read(report({ Vulnerabilities: [vulnerability(more)] }));
    expect(observations[0]?.cvss).toBe(score);
  });

  it.each(['0000-00-00T00:00:00Z', '294277-01-01T00:00:00Z', 'yesterday', 7])(
    'does not believe the date %s',
    async (CreatedAt) => {
      expect((await read(report({}, { CreatedAt }))).summary.scannedAt).toBeNull();
    },
  );

  it.each([
    ['another document', { version: '2.1.0', runs: [] }],
    ['a list of other things', [{ Target: 1 }, 'x']],
    ['results that are no list', { SchemaVersion: 2, ArtifactName: '.', Results: 'none' }],
  ])('refuses %s', async (_name, document) => {
    await expect(read(document)).rejects.toThrow('not a Trivy report');
  });

  it('refuses broken JSON with its place', async () => {
    const text = JSON.stringify(report({ Vulnerabilities: [vulnerability()] }), null, 1);
    const cut = collect(scanner, sourceFromBytes(text.slice(0, -40)));
    await expect(cut).rejects.toMatchObject({ name: 'ReportError', position: expect.stringMatching(/^line \d+/) });
  });
});
