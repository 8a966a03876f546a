import { describe, expect, it } from 'vitest';
import { chooseScanner } from '#lib/scanners/registry.ts';
import { collect } from '#lib/scanners/shared/golden.ts';
import { outlineOf } from '#lib/scanners/shared/outline.ts';
import { sampleSource, samplesOf } from '../../../fixtures/samples.ts';
import { scanner } from './scanner.ts';

const samples = samplesOf('npm-audit-v6', 'npm-audit-v7');

/** Ours counts advisories by package; the reference counts vulnerable packages, also those that only pass one on. */
const DIFFERENT: Readonly<Record<string, number>> = {
  'npm-audit-v7/many_vulns.json': 3,
  'npm-audit-v7/one_vuln.json': 2,
};

describe.skipIf(samples.length === 0)('npm-audit: reports of real projects', () => {
  it.each(samples)('$file', async ({ file, expected }) => {
    const source = sampleSource(file);
    expect(chooseScanner(await outlineOf(source), null).id).toBe(scanner.id);
    const { observations, skipped } = await collect(scanner, source);
    expect(skipped).toEqual([]);
    expect(observations).toHaveLength(DIFFERENT[file] ?? expected);
  });
});
