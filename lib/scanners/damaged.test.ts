import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ALL_SCANNERS } from './all.ts';
import { ReportError } from './contract.ts';
import { collect, fixturesOf } from './shared/golden.ts';
import { sourceFromBytes } from './shared/memory-source.ts';
import { outlineOf } from './shared/outline.ts';

const JUNK: readonly unknown[] = [
  null,
  true,
  '',
  ' ',
  'x'.repeat(300),
  0,
  -1,
  1.5,
  1e308,
  [],
  {},
  [[]],
  { a: 1 },
  '../../x',
  '\u0000',
];
const IDS = ['checkov', 'npm-audit', 'snyk', 'sonarqube', 'tflint'];
const cases = IDS.flatMap((id) => fixturesOf(id).files.map((file) => ({ id, file }))).filter(
  ({ file }) => file.endsWith('.json') && !file.includes('demo-checkov'),
);

/** Removes or replaces one in `every` members of a value, by the given random numbers. */
function damaged(value: unknown, next: () => number, every: number): unknown {
  if (next() % every === 0) return JUNK[next() % JUNK.length];
  if (Array.isArray(value)) return value.map((item) => damaged(item, next, every));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(() => next() % (every * 2) !== 0);
  return Object.fromEntries(kept.map(([key, item]) => [key, damaged(item, next, every)]));
}

/** Repeatable pseudo-random numbers from a seed (an LCG; quality does not matter here). */
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 8;
  };
}

it.each(cases)('$id refuses a damaged $file with a reason, or reads it into sound records', async ({ id, file }) => {
  const scanner = ALL_SCANNERS.find((each) => each.id === id);
  const document: unknown = JSON.parse(readFileSync(join(fixturesOf(id).folder, file), 'utf8'));
  const seeds = fc.record({ seed: fc.nat(), every: fc.constantFrom(10, 50, 200) });
  await fc.assert(
    fc.asyncProperty(seeds, async ({ seed, every }) => {
      const source = sourceFromBytes(JSON.stringify(damaged(document, numbersFrom(seed), every)));
      scanner?.accepts(await outlineOf(source));
      const parsed = await (scanner === undefined ? null : collect(scanner, source).catch(refusal));
      for (const { title, rule, locations } of parsed?.observations ?? []) {
        expect(title).not.toContain('\n');
        expect(rule.id).not.toBe('');
        const numbers = locations.flatMap((place) => [place.startLine, place.endLine, place.startColumn]);
        expect(numbers.every((number) => number === null || (Number.isInteger(number) && number > 0))).toBe(true);
      }
    }),
    { numRuns: 30 },
  );
});

function refusal(error: unknown): null {
  if (error instanceof ReportError) return null;
  throw error;
}
