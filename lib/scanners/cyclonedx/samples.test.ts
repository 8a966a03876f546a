import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { collect } from '#lib/scanners/shared/golden.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { outlineOf } from '#lib/scanners/shared/outline.ts';
import { sharedFolder } from '../../../fixtures/shared.ts';
import { scanner } from './scanner.ts';

const samples = sharedFolder();

/** One observation for each vulnerability and component that it affects, as the collection counts them. */
const EXPECTED: readonly [file: string, observations: number, severities: Record<string, number>][] = [
  ['grype.xml', 327, { low: 133, medium: 155, high: 24, critical: 5, unknown: 10 }],
  ['log4j.json', 8, { critical: 4, medium: 3, high: 1 }],
  ['spec1.xml', 1, { critical: 1 }],
  ['valid-vulnerability-1.4.json', 1, { critical: 1 }],
];

describe.skipIf(samples === null)('real documents of CycloneDX', () => {
  it.each(EXPECTED)('%s holds %i findings', async (file, count, severities) => {
    const source = sourceFromBytes(readFileSync(join(samples ?? '', 'samples/cyclonedx', file)), file);
    expect(scanner.accepts(await outlineOf(source))).toBe(true);
    const { observations, skipped } = await collect(scanner, source);
    const found = Object.groupBy(observations, ({ severity }) => severity);
    expect(Object.fromEntries(Object.entries(found).map(([name, list]) => [name, list.length]))).toEqual(severities);
    expect([observations.length, skipped]).toEqual([count, []]);
  });
});
