import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { inProcessReader } from './read/in-process.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());

const results = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ rule: 'r', file: 'a.ts', line: index + 1, code: `call(${index});` }));
const [A, B, NONE, MANY] = [sarifOf(results(2)), sarifOf(results(3)), sarifOf([]), sarifOf(results(30))];

/** Accepts a report and processes it when it is new; `n` is the upload number in the answer. */
async function send(repo: string, bytes: string, params: Record<string, unknown> = {}) {
  tick(harness, 1);
  const { upload, duplicate } = await harness.accept({ repo, ...params }, bytes);
  const done = duplicate ? upload : await harness.process(upload);
  return { n: done.number, duplicate, state: done.state };
}

describe.each([
  ['with a commit', { commit: 'aaaaaa1' }],
  ['without one', {}],
])('a delivery %s', (name, params) => {
  const repo = `acme/${name.replaceAll(' ', '-')}`;

  it('is the same upload again as long as it is the latest of its stream, and a new one after another', async () => {
    const first = await send(repo, A, params);
    expect(await send(repo, A, params)).toMatchObject({ n: first.n, duplicate: true });
    // An upload of another stream in between does not matter.
    await send(repo, B, { ...params, label: 'other' });
    expect(await send(repo, A, params)).toMatchObject({ n: first.n, duplicate: true });
    expect((await send(repo, B, { ...params, commit: 'bbbbbb2' })).duplicate).toBe(false);
    const third = await send(repo, A, params);
    expect(third).toMatchObject({ duplicate: false, state: 'processed' });
    expect(await send(repo, A, params)).toMatchObject({ n: third.n, duplicate: true });
  });

  it('is a new one when its `complete` differs', async () => {
    const whole = await send(`${repo}-c`, A, params);
    const part = await send(`${repo}-c`, A, { ...params, complete: 'false' });
    expect([part.duplicate, part.n === whole.n]).toEqual([false, false]);
    expect(await send(`${repo}-c`, A, { ...params, complete: 'false' })).toMatchObject({ n: part.n, duplicate: true });
  });

  it('that was rejected is read again', async () => {
    const refused = await send(`${repo}-r`, 'plain text', params);
    expect(refused.state).toBe('rejected');
    const again = await send(`${repo}-r`, 'plain text', params);
    expect([again.duplicate, again.state]).toEqual([false, 'rejected']);
  });
});

describe('a delivery', () => {
  it('that was late is a repeat when it comes again, and one of a later run is new', async () => {
    const repo = 'acme/late';
    await send(repo, A, { started_at: '2026-03-02T08:30:00Z' });
    const late = { started_at: '2026-03-02T08:00:00Z' };
    const first = await send(repo, B, late);
    expect(first.state).toBe('superseded');
    expect(await send(repo, B, late)).toMatchObject({ n: first.n, duplicate: true });
    expect(await send(repo, B)).toMatchObject({ duplicate: false, state: 'processed' });
  });

  it('of a held report is a repeat from the same run, and a new report from another', async () => {
    const repo = 'acme/held';
    const run = (run_id: string, run_attempt = 1) => ({ run_id, run_attempt });
    await send(repo, MANY, run('1'));
    const held = await send(repo, NONE, run('2'));
    expect(held.state).toBe('held');
    expect(await send(repo, NONE, run('2'))).toMatchObject({ n: held.n, duplicate: true });
    expect((await send(repo, NONE, run('2', 2))).duplicate).toBe(false);
  });

  it('of a held report, without a run or a commit, is a new report only after ten minutes', async () => {
    const repo = 'acme/held-bare';
    await send(repo, MANY);
    const held = await send(repo, NONE);
    tick(harness, 8);
    expect(await send(repo, NONE)).toMatchObject({ n: held.n, duplicate: true });
    expect((await send(repo, NONE)).duplicate).toBe(false);
  });

  it('of a held report, with its commit and no run, is a repeat whenever it comes', async () => {
    const repo = 'acme/held-commit';
    await send(repo, MANY, { commit: 'aaaaaa1' });
    const held = await send(repo, NONE, { commit: 'aaaaaa2' });
    tick(harness, 60);
    expect(await send(repo, NONE, { commit: 'aaaaaa2' })).toMatchObject({ n: held.n, duplicate: true });
    expect((await send(repo, NONE, { commit: 'aaaaaa3' })).duplicate).toBe(false);
  });
});
