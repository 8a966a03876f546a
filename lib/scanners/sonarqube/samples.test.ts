import { describe, expect, it } from 'vitest';
import { chooseScanner } from '#lib/scanners/registry.ts';
import { collect } from '#lib/scanners/shared/golden.ts';
import { outlineOf } from '#lib/scanners/shared/outline.ts';
import { sampleSource, samplesOf } from '../../../fixtures/samples.ts';
import { scanner } from './scanner.ts';

const samples = samplesOf('sonarqube');

describe.skipIf(samples.length === 0)('sonarqube: reports of real projects', () => {
  it.each(samples)('$file', async ({ file, expected }) => {
    const source = sampleSource(file);
    expect(chooseScanner(await outlineOf(source), null).id).toBe(scanner.id);
    const { observations, skipped } = await collect(scanner, source);
    expect(skipped).toEqual([]);
    expect(observations).toHaveLength(expected);
  });
});
