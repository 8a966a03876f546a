import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Scanner } from '#lib/scanners/contract.ts';
import { sharedFolder } from '../../../fixtures/shared.ts';
import { collect } from './golden.ts';
import { sourceFromBytes } from './memory-source.ts';
import { outlineOf } from './outline.ts';

interface Sample {
  file: string;
  scanner: string;
  expected_findings: number;
}

/** A count that differs from the expected one, and why ours is right. */
export type Explained = Record<string, { count: number; because: string }>;

/**
 * Compares how many observations each sample of a scanner gives (`folder`: its name among the samples) with what is
 * expected of it. Runs where the samples are.
 */
export function samplesTest(scanner: Scanner, folder: string, explained: Explained = {}): void {
  const shared = sharedFolder();
  const all: Sample[] =
    shared === null ? [] : JSON.parse(readFileSync(join(shared, 'samples', 'expected.json'), 'utf8'));
  const samples = all.filter((sample) => sample.file.startsWith(`${folder}/`));
  describe.skipIf(shared === null)(`${scanner.id}: samples of ${folder}`, () => {
    it('has samples', () => expect(samples).not.toHaveLength(0));
    it.each(samples)('$file', async ({ file, expected_findings }) => {
      const source = sourceFromBytes(readFileSync(join(shared ?? '', 'samples', file)), file);
      expect(scanner.accepts(await outlineOf(source))).toBe(true);
      const { observations, skipped } = await collect(scanner, source);
      expect(observations).toHaveLength(explained[file]?.count ?? expected_findings);
      expect(skipped).toEqual([]);
    });
  });
}
