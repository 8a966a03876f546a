import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recount } from '../../recount.ts';
import { type Harness, sarifOf, tick } from '../../testing.ts';
import { type Line, resultsOf, startFastHarness, statesOf } from './harness.ts';
import { Model } from './model.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startFastHarness();
});
afterAll(() => harness.close());

const STREAMS = [
  { stream: 'one@main', tracked: true, params: { ref: 'main' } },
  { stream: 'two@main', tracked: true, params: { ref: 'main', label: 'two' } },
  { stream: 'pipe@main', tracked: true, params: { ref: 'main', pipeline: '.gitlab-ci.yml' } },
  { stream: 'one@feature', tracked: false, params: { ref: 'feature' } },
];
const MANY = Array.from({ length: 24 }, (_, index) => `k${String.fromCharCode(97 + index)}`);

const anyLines = (keys: string[], variants: string[]) =>
  fc.subarray(keys).chain((chosen) =>
    fc.tuple(
      ...chosen.map((key) =>
        fc.record({
          key: fc.constant(key),
          variant: fc.constantFrom(...variants),
          suppressed: fc.oneof(
            { weight: 4, arbitrary: fc.constant(false) },
            { weight: 1, arbitrary: fc.constant(true) },
          ),
        }),
      ),
    ),
  ) as fc.Arbitrary<Line[]>;

/** A file can be in several folders at a time. */
const anyCopies = (keys: string[], variants: string[]): fc.Arbitrary<Line[]> =>
  fc.subarray(keys.flatMap((key) => variants.map((variant) => ({ key, variant }))));

const anyUpload = (lines: fc.Arbitrary<Line[]>) =>
  fc.record({
    stream: fc.constantFrom(...STREAMS),
    time: fc.integer({ min: 1, max: 14 }),
    complete: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    lines,
  });
type AnyUpload = { stream: (typeof STREAMS)[number]; time: number; complete: boolean; lines: Line[] };

const names = (function* (): Generator<string, never> {
  for (let number = 1; ; number += 1) yield `acme/sequence-${number}`;
})();

/** Creates the repository with its default branch before any other ref reports. */
async function begin(repo: string): Promise<void> {
  await harness.accept({ repo, ref: 'main', pipeline: 'first', commit: 'aaaaaaa' }, sarifOf([], 'first'));
}

async function send(repo: string, upload: AnyUpload, index: number) {
  tick(harness, 1);
  const params = {
    repo,
    ...upload.stream.params,
    complete: String(upload.complete),
    commit: `c0ffee${String(index).padStart(4, '0')}`,
    started_at: new Date(Date.parse('2026-03-01T00:00:00Z') + upload.time * 60_000).toISOString(),
  };
  return { params, upload: await harness.deliver(params, sarifOf(resultsOf(upload.lines))) };
}

describe('any sequence of uploads', () => {
  it('ends in the states of the reference model, and every counter equals a recount', async () => {
    const lines = fc.oneof(
      anyLines(['a', 'b', 'c', 'd', 'e'], ['src']),
      anyLines(MANY, ['src']),
      fc.constant<Line[]>([]),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(anyUpload(lines), { minLength: 10, maxLength: 12 }), async (uploads) => {
        const repo = names.next().value;
        const model = new Model();
        await begin(repo);
        for (const [index, upload] of uploads.entries()) {
          const expected = model.upload({ ...upload, stream: upload.stream.stream, tracked: upload.stream.tracked });
          const { params, upload: done } = await send(repo, upload, index);
          expect(done.state).toBe(expected);
          const again = await harness.accept(params, sarifOf(resultsOf(upload.lines)));
          expect([again.duplicate, again.upload.number]).toEqual([true, done.number]);
          expect(await statesOf(harness.sql, repo)).toEqual(model.states());
        }
      }),
      { numRuns: 25, endOnFailure: true },
    );
    expect(await recount(harness.sql)).toEqual({ differences: [] });
  }, 120_000);

  it.each([
    ['moving', anyLines(['a', 'b', 'c', 'd'], ['src', 'lib', 'pkg'])],
    ['moving and copied', anyCopies(['a'], ['src', 'lib', 'pkg'])],
  ])(
    'with %s files leaves exactly what the newest report of each stream holds, once',
    async (_, lines) => {
      await fc.assert(
        fc.asyncProperty(fc.array(anyUpload(lines), { minLength: 8, maxLength: 10 }), async (uploads) => {
          const repo = names.next().value;
          await begin(repo);
          for (const [index, upload] of uploads.entries()) {
            const whole = { ...upload, complete: true, time: index + 1 };
            const { params, upload: done } = await send(repo, whole, index);
            expect(done.state).toBe('processed');
            expect(await presentIn(done.number, done.repoId)).toEqual(pathsOf(upload.lines));
            // The same results in other bytes must change nothing.
            const again = await harness.deliver(
              { ...params, commit: `${params.commit}f` },
              `${sarifOf(resultsOf(upload.lines))} `,
            );
            expect(again).toMatchObject({ introduced: 0, reopened: 0, fixed: 0, moved: 0, changed: 0 });
          }
        }),
        { numRuns: 10, endOnFailure: true },
      );
      expect(await recount(harness.sql)).toEqual({ differences: [] });
    },
    120_000,
  );
});

async function presentIn(upload: number, repoId: number): Promise<string[]> {
  const rows = await harness.sql<{ path: string }[]>`
    select s.path from sightings s join upload_parts p on p.repo_id = s.repo_id and p.stream_id = s.stream_id
    where s.repo_id = ${repoId} and p.upload = ${upload} and s.until_upload is null order by s.path`;
  return rows.map((row) => row.path);
}

const pathsOf = (lines: readonly Line[]): string[] => lines.map(({ key, variant }) => `${variant}/${key}.ts`).sort();
