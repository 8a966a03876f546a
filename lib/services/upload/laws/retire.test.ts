import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { retireStream } from '#lib/services/repository/retire-stream.ts';
import { getRepositoryPipelines } from '#lib/views/repository/get-repository.ts';
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
  { stream: 'one@main', tracked: true, pipeline: 'one.yml', ref: 'main' },
  { stream: 'two@main', tracked: true, pipeline: 'two.yml', ref: 'main' },
  { stream: 'one@feature', tracked: false, pipeline: 'one.yml', ref: 'feature' },
] as const;
type AnyStream = (typeof STREAMS)[number];

const MANY = Array.from({ length: 24 }, (_, index) => `k${String.fromCharCode(97 + index)}`);
const linesOf = (keys: readonly string[]): Line[] => keys.map((key) => ({ key, variant: 'src' }));

const anyStep = fc.record({
  stream: fc.constantFrom(...STREAMS),
  /** Null: the stream is retired. */
  report: fc.option(
    fc.record({
      time: fc.integer({ min: 1, max: 14 }),
      lines: fc.oneof(fc.subarray(['a', 'b', 'c', 'd']), fc.subarray(MANY), fc.constant([])).map(linesOf),
    }),
    { freq: 2 },
  ),
});

const names = (function* (): Generator<string, never> {
  for (let number = 1; ; number += 1) yield `acme/retired-${number}`;
})();

async function retire(repo: string, { pipeline, ref }: AnyStream): Promise<void> {
  const { items } = await getRepositoryPipelines(harness.ctx, repo);
  const stream = items.find((item) => item.pipeline === pipeline && item.ref === ref);
  if (stream) await retireStream(harness.ctx, repo, stream.id);
}

describe('any sequence of reports and retirements', () => {
  it('ends in the states of the reference model, and every counter equals a recount', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 8, maxLength: 12 }), async (steps) => {
        const repo = names.next().value;
        const model = new Model();
        await harness.deliver({ repo, ref: 'main', pipeline: 'first' }, sarifOf([], 'first'));
        for (const [index, { stream, report }] of steps.entries()) {
          tick(harness, 1);
          if (report === null) {
            await retire(repo, stream);
            model.retire(stream.stream);
          } else {
            const { pipeline, ref, tracked } = stream;
            const { time, lines } = report;
            const started_at = new Date(Date.parse('2026-03-01T00:00:00Z') + time * 60_000).toISOString();
            const params = { repo, pipeline, ref, started_at, commit: `c0ffee${String(index).padStart(4, '0')}` };
            const done = await harness.deliver(params, sarifOf(resultsOf(lines)));
            const expected = model.upload({ stream: stream.stream, tracked, time, complete: true, lines });
            expect(done.state).toBe(expected);
          }
          expect(await statesOf(harness.sql, repo)).toEqual(model.states());
        }
      }),
      { numRuns: 20, endOnFailure: true },
    );
    expect(await recount(harness.sql)).toEqual({ differences: [] });
  }, 120_000);
});
