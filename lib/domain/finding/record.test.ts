import { describe, expect, it } from 'vitest';
import { actionFactsOf } from '#lib/domain/action/facts.ts';
import { locationExample, observationExample, SUBJECT_EXAMPLES } from './observation-example.ts';
import { contentHash, toRecord } from './record.ts';

const KEY = new Uint8Array(32).fill(1);
const record = (fields: Parameters<typeof observationExample>[0] = {}) =>
  toRecord(observationExample(fields), KEY).record;

describe('toRecord', () => {
  it('gives every category the words of its subject', () => {
    const found = SUBJECT_EXAMPLES.map((subject) => record({ subject }));
    const by = (category: string) => found.find((entry) => entry.category === category);
    expect(by('dependency')).toMatchObject({
      advisory: 'CVE-2021-23337',
      aliases: ['CVE-2021-23337', 'GHSA-35jh-r3h4-6jhm'],
      packageEcosystem: 'npm',
      packageName: 'lodash',
      packageVersion: '4.17.20',
      fixedVersions: ['4.17.21'],
      subjectDetail: { direct: true, manifest: 'package-lock.json' },
    });
    expect(by('container')).toMatchObject({ image: 'registry.example.com:5000/acme/web', packageName: 'openssl' });
    expect(by('license')?.subjectDetail).toEqual({ license: 'GPL-3.0' });
    expect(by('iac')?.resource).toBe('aws_s3_bucket.logs');
    expect(by('dast')?.subjectDetail).toMatchObject({ method: 'GET', parameter: 'sort' });
    expect(by('pipeline')?.subjectDetail).toMatchObject({ job: 'build', step: 'checkout' });
    expect(by('privilege')).toMatchObject({ resource: 'org/acme', subjectDetail: { principal: 'alice' } });
    expect(by('secret')?.subjectDetail).toEqual({ match: 'password = "●●●●"' });
  });

  it('holds the name of a check only where scanners share it, so that it groups their fixes', () => {
    const iac = (check: string | null) =>
      record({ subject: { category: 'iac', check, resource: 'aws_s3_bucket.logs' } });
    expect(actionFactsOf(iac('aws-s3-logging'), 'ab').check).toBe('aws-s3-logging');
    expect(iac(null)).not.toHaveProperty('check');
    expect(actionFactsOf(iac(null), 'ab').check).toBeNull();
  });

  it('is plain JSON', () => {
    for (const subject of SUBJECT_EXAMPLES) {
      const made = record({ subject });
      expect(JSON.parse(JSON.stringify(made))).toEqual(made);
    }
  });

  it('keeps code around the first location only, and notes a change of it only where there was none', () => {
    const around = (text: string) => ({ around: { line: 1, text } });
    const places = [
      locationExample({ startLine: 1, ...around('a') }),
      locationExample({ startLine: 2, ...around('a\nb') }),
    ];
    const made = record({ locations: places });
    expect(made.locations.map((place) => place.around?.text)).toEqual(['a', undefined]);
    const [first, ...rest] = places.map(({ around: _, ...place }) => place);
    if (first === undefined) throw new Error('no place');
    const without = record({ locations: [first, ...rest] });
    const other = record({ locations: [{ ...first, ...around('z') }, ...rest] });
    expect(contentHash(other)).toBe(contentHash(made));
    expect(contentHash(without)).not.toBe(contentHash(made));
  });

  it('names the first location as primary, sorts all of them and counts those that it does not keep', () => {
    const lines = [30, 10, 20, 10];
    const few = record({ locations: lines.map((startLine) => locationExample({ startLine })) });
    expect([few.line, few.locations.map((place) => place.startLine), few.totalLocations]).toEqual([
      30,
      [10, 20, 30],
      3,
    ]);
    const many = record({
      locations: Array.from({ length: 500 }, (_, index) => locationExample({ startLine: index + 1 })),
    });
    expect([many.locations.length, many.totalLocations]).toEqual([200, 500]);
  });

  it('takes the manifest or the workflow for its path where no location has one', () => {
    const [dependency, pipeline] = ['dependency', 'pipeline'].map((category) =>
      SUBJECT_EXAMPLES.find((subject) => subject.category === category),
    );
    if (!dependency || !pipeline) throw new Error('examples');
    expect(record({ subject: dependency, locations: [] }).path).toBe('package-lock.json');
    expect(record({ subject: pipeline, locations: [] }).path).toBe('.github/workflows/ci.yml');
  });

  it('keeps names short enough for an index, and still tells them apart by their keys', () => {
    const named = (end: string) =>
      toRecord(
        observationExample({
          subject: {
            category: 'dependency',
            package: { ecosystem: 'npm', name: `${'n'.repeat(5000)}${end}`, version: 'v'.repeat(5000) },
            advisories: ['A'.repeat(5000)],
            fixedVersions: [],
            direct: null,
            manifest: null,
          },
        }),
        KEY,
      );
    expect(named('a').record.packageName?.length).toBeLessThanOrEqual(512);
    expect(named('a').record.advisory?.length).toBeLessThanOrEqual(512);
    expect(named('a').base).not.toBe(named('b').base);
  });
});

describe('contentHash', () => {
  it('changes with everything that a person sees', () => {
    const plain = contentHash(record());
    const changes = [
      record({ title: 'Other' }),
      record({ message: 'Other' }),
      record({ severity: 'low' }),
      record({ cwes: [1] }),
      record({ suppression: { kind: 'in_code', justification: null } }),
      record({ locations: [locationExample({ startLine: 13, snippet: 'eval(x)' })] }),
      record({ confidence: 'high' }),
      record({ remediation: 'Do not.' }),
      record({ references: ['https://example.com'] }),
    ];
    const hashes = changes.map(contentHash);
    expect(new Set([plain, ...hashes]).size).toBe(changes.length + 1);
    expect(hashes.every((hash) => /^[0-9a-f]{32}$/.test(hash))).toBe(true);
  });

  it('does not change with the order of keys, the position in the report, or the image’s tag', () => {
    const made = record();
    const turned = Object.fromEntries(Object.entries(made).reverse()) as unknown as typeof made;
    expect(contentHash(turned)).toBe(contentHash(made));
    expect(contentHash(record({ position: 'results[9]' }))).toBe(contentHash(made));
    const image = (reference: string) => {
      const subject = SUBJECT_EXAMPLES.find((example) => example.category === 'container');
      if (subject?.category !== 'container') throw new Error('examples');
      return contentHash(record({ subject: { ...subject, image: reference } }));
    };
    expect(image('acme/web:1')).toBe(image('acme/web:2'));
  });
});
