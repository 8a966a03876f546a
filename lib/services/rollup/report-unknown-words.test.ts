import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { rollUp } from './roll-up.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());

describe('words that this version does not know', () => {
  it('are logged once for each kind, and leave every score a number', async () => {
    const warn = vi.spyOn(harness.log, 'warn');
    for (const repo of ['acme/a', 'acme/b']) {
      await harness.deliver({ repo }, sarifOf([{ rule: 'r', file: 'a.ts', line: 1, code: 'call()' }]));
    }
    await rollUp(harness);
    expect(warn).not.toHaveBeenCalled();
    await harness.admin`update repositories set criticality = 'vital', exposure = 'orbital'`;
    tick(harness, 24 * 60);
    await rollUp(harness);
    await rollUp(harness);
    expect(warn.mock.calls.map(([facts]) => facts)).toEqual([
      { kind: 'criticality', words: ['vital'] },
      { kind: 'exposure', words: ['orbital'] },
    ]);
    const scores = await harness.sql<{ score: number }[]>`select score from repository_state`;
    expect(scores.every(({ score }) => Number.isFinite(score))).toBe(true);
  });
});
