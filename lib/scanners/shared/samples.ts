import { describe, expect, it } from 'vitest';
import type { Scanner } from '#lib/scanners/contract.ts';
import { sampleSource, samplesOf } from '../../../fixtures/samples.ts';
import { sharedFolder } from '../../../fixtures/shared.ts';
import { collect } from './golden.ts';
import { outlineOf } from './outline.ts';

/** A count that differs from the expected one, and why ours is right. */
export type Explained = Record<string, { count: number; because: string }>;

/**
 * Compares how many observations each sample of a scanner gives (`folder`: its name among the samples) with what is
 * expected of it. Runs where the samples are.
 */
export function samplesTest(scanner: Scanner, folder: string, explained: Explained = {}): void {
  const samples = samplesOf(folder);
  describe.skipIf(sharedFolder() === null)(`${scanner.id}: samples of ${folder}`, () => {
    it('has samples', () => expect(samples).not.toHaveLength(0));
    it.each(samples)('$file', async ({ file, expected }) => {
      const source = sampleSource(file);
      expect(scanner.accepts(await outlineOf(source))).toBe(true);
      const { observations, skipped } = await collect(scanner, source);
      expect(observations).toHaveLength(explained[file]?.count ?? expected);
      expect(skipped).toEqual([]);
    });
  });
}
