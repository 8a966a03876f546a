import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { collect } from '#lib/scanners/shared/golden.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { outlineOf } from '#lib/scanners/shared/outline.ts';
import { sharedFolder } from '../../../fixtures/shared.ts';
import { scanner } from './scanner.ts';

const samples = sharedFolder();

/** One observation for each instance, those that the audit suppressed included, as the collection counts them. */
const EXPECTED: readonly [file: string, observations: number, severities: Record<string, number>][] = [
  ['fortify_few_findings.xml', 2, { high: 2 }],
  ['hello_world.fpr', 4, { low: 2, high: 1, critical: 1 }],
  ['issue6260.xml', 16, { low: 12, high: 4 }],
  ['many_findings.fpr', 61, { low: 59, medium: 2 }],
];

describe.skipIf(samples === null)('real reports of Fortify', () => {
  it.each(EXPECTED)('%s holds %i findings', async (file, count, severities) => {
    const source = sourceFromBytes(readFileSync(join(samples ?? '', 'samples/fortify', file)), file);
    expect(scanner.accepts(await outlineOf(source))).toBe(true);
    const { observations, skipped } = await collect(scanner, source);
    const found = Object.groupBy(observations, ({ severity }) => severity);
    expect(Object.fromEntries(Object.entries(found).map(([name, list]) => [name, list.length]))).toEqual(severities);
    expect([observations.length, skipped]).toEqual([count, []]);
  });
});
