import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONFIDENCES, SEVERITIES } from './finding.ts';
import { locationExample, observationExample } from './observation-example.ts';
import { contentHash, toRecord } from './record.ts';
import { mergeRecords } from './record-merge.ts';

const KEY = new Uint8Array(32).fill(1);
const record = (fields: Parameters<typeof observationExample>[0]) => toRecord(observationExample(fields), KEY).record;

const anyRecord = fc
  .record({
    severity: fc.constantFrom(...SEVERITIES),
    confidence: fc.constantFrom(...CONFIDENCES),
    title: fc.constantFrom('a', 'b', 'c'),
    message: fc.constantFrom('x', 'y'),
    cvss: fc.constantFrom(null, 3, 9),
    cwes: fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 3 }),
    references: fc.array(
      fc.integer({ min: 0, max: 40 }).map((id) => `https://example.com/${id}`),
      { maxLength: 15 },
    ),
    lines: fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 150 }),
    suppressed: fc.constantFrom(null, 'a', 'b'),
    aliases: fc.shuffledSubarray(['CVE-2021-1111', 'GHSA-35jh-r3h4-6jhm', 'SNYK-1', 'SNYK-2'], { minLength: 1 }),
  })
  .map(({ lines, suppressed, aliases, ...fields }) =>
    record({
      ...fields,
      locations: lines.map((startLine) => locationExample({ startLine })),
      suppression: suppressed === null ? null : { kind: 'in_code', justification: suppressed },
      subject: {
        category: 'dependency',
        package: { ecosystem: 'npm', name: 'a', version: '1' },
        advisories: aliases,
        fixedVersions: [],
        direct: null,
        manifest: null,
      },
    }),
  );

describe('mergeRecords', () => {
  it('does not depend on order or grouping, and a record merged with itself is itself', () => {
    fc.assert(
      fc.property(anyRecord, anyRecord, anyRecord, (a, b, c) => {
        expect(mergeRecords(a, b)).toEqual(mergeRecords(b, a));
        expect(mergeRecords(mergeRecords(a, b), c)).toEqual(mergeRecords(a, mergeRecords(b, c)));
        expect(contentHash(mergeRecords(a, a))).toBe(contentHash(a));
      }),
    );
  });

  it('keeps all places and names, the highest severity and its texts', () => {
    const low = record({ severity: 'low', title: 'Low', locations: [locationExample({ path: 'a' })] });
    const high = record({ severity: 'high', title: 'High', locations: [locationExample({ path: 'b' })] });
    const both = mergeRecords(low, high);
    expect([both.severity, both.title, both.path, both.totalLocations]).toEqual(['high', 'High', 'a', 2]);
  });

  it('is suppressed only when every part is', () => {
    const suppressed = record({ suppression: { kind: 'in_code', justification: 'x' } });
    expect(mergeRecords(suppressed, record({})).suppression).toBeNull();
    expect(mergeRecords(suppressed, suppressed).suppression).not.toBeNull();
  });

  it('keeps 200 places and says that there are more', () => {
    const from = (start: number) =>
      record({ locations: Array.from({ length: 150 }, (_, index) => locationExample({ startLine: start + index })) });
    const both = mergeRecords(from(1), from(1000));
    expect(both.locations).toHaveLength(200);
    expect(both.totalLocations).toBeGreaterThan(200);
  });
});
