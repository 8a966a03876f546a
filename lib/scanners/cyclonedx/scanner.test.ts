import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReportError } from '#lib/scanners/contract.ts';
import { collect, fixtureSource, fixturesOf, goldenTest } from '#lib/scanners/shared/golden.ts';
import { replaceAt } from '#lib/scanners/shared/replace-at.ts';
import { fixedVersions } from './analysis.ts';
import { rate } from './rating.ts';
import { scanner } from './scanner.ts';
import { bom, read } from './testing.ts';

goldenTest(scanner);

const { folder } = fixturesOf('cyclonedx');
const fixture = (file: string) => collect(scanner, fixtureSource(folder, file));
const affecting = (ref: string, more: object = {}) => ({ id: 'CVE-2030-1', affects: [{ ref }], ...more });

describe('CycloneDX', () => {
  it('reads or refuses a document in which any value is of any type', async () => {
    const document = JSON.parse(readFileSync(join(folder, 'image.json'), 'utf8'));
    const law = fc.asyncProperty(fc.nat(), fc.jsonValue(), async (choice, value) => {
      const result = await read(replaceAt(document, choice, value)).catch((error: unknown) => error);
      if (result instanceof Error) expect(result).toBeInstanceOf(ReportError);
    });
    await fc.assert(law, { numRuns: 300 });
  });

  it('makes one observation of each vulnerability and component that it affects', async () => {
    const { observations, skipped } = await fixture('image.json');
    expect(
      observations.map(({ rule, subject, position }) => [
        rule.id,
        'package' in subject && subject.package.name,
        position,
      ]),
    ).toEqual([
      ['CVE-2030-1', 'libsteam', 'vulnerabilities[0].affects[0]'],
      ['CVE-2030-1', '@tea/pour', 'vulnerabilities[0].affects[1]'],
      ['CVE-2030-2', 'org.tea/plain', 'vulnerabilities[1].affects[0]'],
      ['CVE-2030-3', 'libsteam', 'vulnerabilities[2].affects[0]'],
      ['CVE-2030-4', 'kettle', 'vulnerabilities[3]'],
    ]);
    expect(skipped.map(({ position }) => position)).toEqual(['vulnerabilities[0].affects[2]', 'vulnerabilities[4]']);
  });

  it('calls components of an image a container matter, others a dependency', async () => {
    const image = await fixture('image.json');
    expect(image.observations[0]?.subject).toMatchObject({ category: 'container', image: 'tea/kettle:1.4' });
    const tree = await read(bom([affecting('pot')]));
    expect(tree.observations[0]?.subject).toMatchObject({
      category: 'dependency',
      package: { ecosystem: 'npm', name: '@tea/pot', version: '1.0' },
      direct: null,
    });
  });

  it('looks into containers that hold components of their own', async () => {
    const components = [{ type: 'container', name: 'tea/cup:2', components: [{ name: 'leaf', 'bom-ref': 'leaf' }] }];
    const { observations } = await read(bom([affecting('leaf')], { components }));
    expect(observations[0]?.subject).toMatchObject({ category: 'container', image: 'tea/cup:2' });
  });

  it('knows what the root asks for itself', async () => {
    const metadata = { component: { type: 'application', name: 'shop', 'bom-ref': 'shop' } };
    const dependencies = [{ ref: 'shop', dependsOn: ['pot'] }];
    const { observations } = await read(bom([affecting('pot')], { metadata, dependencies }));
    expect(observations[0]?.subject).toMatchObject({ direct: true });
  });

  it('takes an inventory without analysis for no measurement, which closes nothing', async () => {
    const { observations, summary } = await fixture('inventory.json');
    expect(observations).toEqual([]);
    expect(summary).toMatchObject({ categories: [], reasons: [expect.stringContaining('no analysis')] });
    expect((await read(bom([]))).summary).toMatchObject({ categories: ['dependency'], reasons: [] });
  });

  it('follows references into other documents, as VEX writes them', async () => {
    const { observations } = await fixture('vex.json');
    expect(observations.map(({ subject }) => 'package' in subject && subject.package)).toEqual([
      { ecosystem: 'maven', name: 'org.tea:pot', version: '1.0' },
      { ecosystem: 'generic', name: 'teapot-1', version: '3.1' },
    ]);
  });

  it.each([
    ['not_affected', true],
    ['false_positive', true],
    ['resolved', true],
    ['resolved_with_pedigree', true],
    ['exploitable', false],
    ['in_triage', false],
    [null, false],
  ])('suppresses what is %s: %s', async (state, suppressed) => {
    const analysis = { state, justification: 'code_not_reachable', detail: 'Never poured.' };
    const [observation] = (await read(bom([affecting('pot', { analysis })]))).observations;
    const expected = { kind: 'external', justification: `${state}: code_not_reachable: Never poured.` };
    expect(observation?.suppression).toEqual(suppressed ? expected : null);
  });

  it('suppresses a version that the vulnerability itself calls unaffected', async () => {
    const affects = [{ ref: 'pot', versions: [{ version: '1.0', status: 'unaffected' }] }];
    const [observation] = (await read(bom([{ id: 'CVE-2030-1', affects }]))).observations;
    expect(observation?.suppression?.justification).toBe('version 1.0 is unaffected');
  });

  it('reads the extension of before 1.4, inside components and at the root', async () => {
    const { observations } = await fixture('extension.xml');
    expect(observations.map(({ rule, subject }) => [rule.id, 'package' in subject && subject.package.name])).toEqual([
      ['CVE-2020-1', 'org.tea:pot'],
      ['CVE-2020-2', 'lid'],
      ['CVE-2020-3', 'org.tea:pot'],
    ]);
    expect(observations[0]).toMatchObject({ severity: 'critical', cvss: 9.8, cwes: [502], remediation: 'Upgrade' });
  });

  it('reads the same from JSON and XML', async () => {
    const [json, xml] = [await fixture('demo-cyclonedx.json'), await fixture('demo-cyclonedx.xml')];
    const bare = ({ observations }: typeof json) =>
      observations.map((each) => ({
        ...each,
        position: null,
        references: [],
        subject: { ...each.subject, direct: null },
      }));
    expect(bare(xml)).toEqual(bare(json));
  });

  it('names the tools that made the document', async () => {
    expect((await fixture('vex.json')).summary.scanner).toBe('a-tool+b-tool');
    expect((await fixture('image.json')).summary).toMatchObject({ scanner: 'tea-scan', scannerVersion: '1.2.3' });
    expect((await read(bom([]))).summary.scanner).toBe('cyclonedx');
  });

  it.each([
    ['another document', { version: '2.1.0', runs: [] }],
    ['vulnerabilities that are no list', bom({ id: 'CVE-2030-1' })],
    ['a bom of nobody', '<bom><components/></bom>'],
    ['a DOCTYPE', '<!DOCTYPE bom [<!ENTITY a "b">]><bom xmlns="http://cyclonedx.org/schema/bom/1.6"/>'],
    ['half a document', JSON.stringify(bom([affecting('pot')])).slice(0, -5)],
    ['half an XML document', '<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components>'],
    ['nothing', ''],
  ])('refuses %s', async (_name, document) => {
    await expect(read(document)).rejects.toMatchObject({ name: 'ReportError' });
  });

  it('reads records of odd types without falling over', async () => {
    const odd = [
      null,
      'x',
      [],
      { id: 7, affects: 'pot' },
      { id: '__proto__', affects: [{ ref: '__proto__' }, null] },
      affecting('pot', { cwes: ['CWE-79', 'x', -1], ratings: 'high', advisories: [null] }),
    ];
    const { observations, skipped } = await read(bom(odd));
    expect(observations).toHaveLength(1);
    expect(observations[0]).toMatchObject({ cwes: [79], severity: 'unknown' });
    expect(skipped).toHaveLength(6);
  });
});

describe('rate', () => {
  it.each([
    [
      'the newest CVSS of one source',
      [
        { method: 'CVSSv2', score: 9, severity: 'high', source: { name: 'GitHub' } },
        { method: 'CVSSv31', score: 5, severity: 'medium', source: { name: 'github' } },
      ],
      'medium',
      5,
    ],
    [
      'CVSS before other methods',
      [
        { method: 'OWASP', severity: 'low' },
        { method: 'CVSSv3', score: '9.8' },
      ],
      'critical',
      9.8,
    ],
    [
      'a word of nobody beside a score of nobody',
      [{ severity: 'critical' }, { method: 'CVSSv31', score: 3.1 }],
      'critical',
      3.1,
    ],
    ['the highest of several', [{ severity: 'low' }, { method: 'CVSSv31', score: 9.8 }], 'critical', 9.8],
    [
      'the highest of several sources',
      [
        { method: 'CVSSv31', score: 3.1, severity: 'low', source: { name: 'a' } },
        { method: 'CVSSv2', score: 8, severity: 'high', source: { name: 'b' } },
        { severity: 'medium' },
      ],
      'high',
      8,
    ],
    [
      'its own source of equals',
      [
        { method: 'CVSSv31', score: 1, severity: 'low', source: { name: 'b' } },
        { method: 'CVSSv31', score: 8, severity: 'high', source: { name: 'NVD' } },
      ],
      'high',
      8,
    ],
    ['any word', [{ method: 'other', severity: 'high' }], 'high', null],
    ['nothing', [{ severity: 'unknown', score: 77, method: 'CVSSv3' }], 'unknown', null],
    [
      'nothing for harmless',
      [{ severity: 'none' }, { score: 0, method: 'CVSSv3' }, { severity: 'x' }],
      'unknown',
      null,
    ],
    ['what is said beside', [{ severity: 'unknown', source: { name: 'nvd' } }, { severity: 'low' }], 'low', null],
    [
      'another source where the own one says nothing',
      [{ source: { name: 'nvd' } }, { severity: 'high' }],
      'high',
      null,
    ],
  ])('takes %s', (_name, ratings, severity, cvss) => {
    for (const order of [ratings, ratings.toReversed()]) {
      expect(rate({ source: { name: 'nvd' }, ratings: order })).toMatchObject({ severity, cvss });
    }
  });
});

describe('rate without an own source', () => {
  const ratings = [
    { severity: 'low', source: { name: 'nvd' } },
    { severity: 'critical', source: { name: 'other' } },
  ];

  it('believes the one that the tool believes', () => {
    expect(rate({ source: { name: 'debian' }, ratings })).toMatchObject({ severity: 'critical' });
    expect(rate({ source: { name: 'debian' }, ratings }, 'nvd')).toMatchObject({ severity: 'low' });
    expect(rate({ source: { name: 'other' }, ratings }, 'nvd')).toMatchObject({ severity: 'critical' });
  });

  it('keeps the word that says nothing', () => {
    expect(rate({ ratings: [{ severity: 'unknown' }] }).severityReported).toBe('unknown');
    expect(rate({}).severityReported).toBeNull();
  });
});

describe('fixedVersions', () => {
  it.each([
    ['Upgrade pot to version 1.2.3', ['1.2.3']],
    ['Upgrade pot to version 2.6.7.5, v2.8-rc.1 or higher.', ['2.6.7.5', 'v2.8-rc.1']],
    ['Upgrade lid to version 2.0; Upgrade pot to version 1.2.3', ['1.2.3']],
    ['Upgrade lid to version 2.0; Upgrade cup to version 2.0', ['2.0']],
    ['Upgrade', []],
    ['Move to version control', []],
    [null, []],
  ])('finds in %j: %j', (text, versions) => {
    expect(fixedVersions(text, 'pot')).toEqual(versions);
  });
});
