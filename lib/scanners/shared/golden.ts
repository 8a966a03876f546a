import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Observation } from '#lib/domain/finding/finding.ts';
import {
  ReportError,
  type ReportPart,
  type ReportSource,
  type ReportSummary,
  type Scanner,
  type SkippedItem,
} from '#lib/scanners/contract.ts';
import { sourceFromBytes } from './memory-source.ts';
import { outlineOf } from './outline.ts';

export interface Parsed {
  /** With the values of its first part, which most reports have alone, and the reasons of all gaps. */
  summary: ReportSummary & Omit<ReportPart, 'gaps'> & { reasons: string[] };
  observations: Observation[];
  skipped: SkippedItem[];
}

/** For tests: everything that a scanner makes of a report. */
export async function collect(scanner: Scanner, source: ReportSource): Promise<Parsed> {
  const observations: Observation[] = [];
  const skipped: SkippedItem[] = [];
  const summary = await scanner.parse(source, {
    observation: (observation) => observations.push(observation),
    skipped: (item) => skipped.push(item),
  });
  const [first] = summary.parts;
  if (first === undefined) throw new Error('a report without parts');
  const { gaps: _gaps, ...part } = first;
  const reasons = summary.parts.flatMap(({ gaps }) => gaps.map(({ reason }) => reason));
  return { summary: { ...summary, ...part, reasons }, observations, skipped };
}

/** What a golden file holds. */
function golden({ summary: { parts, scannedAt }, ...rest }: Parsed) {
  return { summary: { parts, scannedAt }, ...rest };
}

export function fixturesOf(id: string): { folder: string; files: string[] } {
  const folder = resolve(import.meta.dirname, '..', id, 'fixtures');
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => !file.endsWith('.expected.json')) : [];
  return { folder, files: files.sort() };
}

/** A file's bytes in small pieces, so that every fixture also tries the seams between chunks. */
export function fixtureSource(folder: string, file: string): ReportSource {
  return sourceFromBytes(readFileSync(join(folder, file)), file, 1000);
}

/**
 * Compares what a scanner makes of each of its fixtures with `<file>.expected.json`; UPDATE_GOLDEN=1 writes them.
 * A fixture that must be refused has `.bad.` in its name, one that needs a claim to be recognised `.claimed.`.
 */
export function goldenTest(scanner: Scanner): void {
  const { folder, files } = fixturesOf(scanner.id);
  describe(`${scanner.id}: fixtures`, () => {
    it.each(files)('%s is read as its golden file says', async (file) => {
      const source = fixtureSource(folder, file);
      const bad = file.includes('.bad.');
      if (!bad && !file.includes('.claimed.')) expect(scanner.accepts(await outlineOf(source))).toBe(true);
      const result = await collect(scanner, source).then(golden, (error: unknown) => {
        if (!bad || !(error instanceof ReportError)) throw error;
        return { error: error.message, position: error.position };
      });
      expect('error' in result).toBe(bad);
      const expected = join(folder, `${file}.expected.json`);
      if (process.env.UPDATE_GOLDEN === '1') writeFileSync(expected, `${JSON.stringify(result, null, 2)}\n`);
      expect(JSON.parse(JSON.stringify(result))).toEqual(JSON.parse(readFileSync(expected, 'utf8')));
    });
  });
}
