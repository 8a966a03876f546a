import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { collect } from '#lib/scanners/shared/golden.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { outlineOf } from '#lib/scanners/shared/outline.ts';
import { sharedFolder } from '../../../fixtures/shared.ts';
import { scanner } from './scanner.ts';

const samples = sharedFolder();

/**
 * The collection counts alerts; we count places, because one of an alert's places can be fixed while another stays.
 * `observations`: distinct methods, paths and parameters. `instances`: all places, kept as locations.
 */
const EXPECTED: readonly [file: string, alerts: number, observations: number, instances: number][] = [
  ['0_zap_sample.xml', 4, 10, 12],
  ['some_2.9.0.xml', 7, 14, 17],
  ['dvwa_baseline_dojo.xml', 19, 97, 124],
  ['zap_2.16.1_with_req_resp.xml', 4, 13, 13],
];

describe.skipIf(samples === null)('real reports of ZAP', () => {
  it.each(EXPECTED)('%s holds %i alerts at %i places (%i instances)', async (file, alerts, places, instances) => {
    const source = sourceFromBytes(readFileSync(join(samples ?? '', 'samples/zap', file)), file);
    expect(scanner.accepts(await outlineOf(source))).toBe(true);
    const { observations, skipped } = await collect(scanner, source);
    expect(skipped).toEqual([]);
    expect(new Set(observations.map(({ position }) => position)).size).toBe(alerts);
    expect(observations).toHaveLength(places);
    expect(observations.reduce((sum, { locations }) => sum + locations.length, 0)).toBe(instances);
  });
});
