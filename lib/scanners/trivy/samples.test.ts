import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { collect } from '#lib/scanners/shared/golden.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { outlineOf } from '#lib/scanners/shared/outline.ts';
import { sharedFolder } from '../../../fixtures/shared.ts';
import { scanner } from './scanner.ts';

const samples = sharedFolder();

/** Every item of every list is one observation, as the collection counts them; checks that passed are not in these. */
const EXPECTED: readonly [file: string, observations: number, severities: Record<string, number>][] = [
  ['kubernetes.json', 20, { medium: 6, low: 14 }],
  ['license_scheme.json', 19, { high: 7, low: 11, medium: 1 }],
  ['misconfigurations_and_secrets.json', 5, { high: 2, medium: 1, critical: 2 }],
  ['scheme_2_many_vulns.json', 5, { medium: 3, high: 1, critical: 1 }],
];

describe.skipIf(samples === null)('real reports of Trivy', () => {
  it.each(EXPECTED)('%s holds %i findings', async (file, count, severities) => {
    const source = sourceFromBytes(readFileSync(join(samples ?? '', 'samples/trivy', file)), file);
    expect(scanner.accepts(await outlineOf(source))).toBe(true);
    const { observations, skipped } = await collect(scanner, source);
    const found = Object.groupBy(observations, ({ severity }) => severity);
    expect(Object.fromEntries(Object.entries(found).map(([name, list]) => [name, list.length]))).toEqual(severities);
    expect([observations.length, skipped]).toEqual([count, []]);
  });
});
