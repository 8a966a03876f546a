import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { inProcessReader } from './read/in-process.ts';

let harness: Harness;
let readings = 0;

beforeAll(async () => {
  const read: typeof inProcessReader.read = (request, canonicalNames) => {
    readings += 1;
    return inProcessReader.read(request, canonicalNames);
  };
  harness = await startHarness(undefined, { readers: { read } });
});
afterAll(() => harness.close());

const results = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ rule: 'r', file: 'a.ts', line: index + 1, code: `call(${index});` }));
const report = sarifOf(results(3));
let commits = 0;

/** Delivers a report; returns how often a reader read it. */
async function deliver(repo: string, bytes: string, params: Record<string, unknown> = {}) {
  tick(harness, 15);
  commits += 1;
  readings = 0;
  const upload = await harness.deliver({ repo, commit: `abc${String(commits).padStart(5, '0')}`, ...params }, bytes);
  return { upload, readings };
}

describe('bytes of the stream’s current upload', () => {
  it('are not read again, and change nothing', async () => {
    await deliver('acme/again', report);
    expect(await deliver('acme/again', report)).toMatchObject({
      readings: 0,
      upload: { state: 'processed', scanner: 'plumbtest', parsed: 3, unchanged: 3 },
    });
  });

  it('are read again by another version of the reader', async () => {
    const { upload } = await deliver('acme/version', report);
    await harness.admin`update uploads set reader_version = reader_version - 1 where repo_id = ${upload.repoId}`;
    expect(await deliver('acme/version', report)).toMatchObject({ readings: 1, upload: { unchanged: 3 } });
    expect((await deliver('acme/version', report)).readings).toBe(0);
  });

  it('are read again when `complete` changes, either way', async () => {
    await deliver('acme/part', report);
    expect((await deliver('acme/part', report, { complete: 'false' })).readings).toBe(1);
    const whole = await deliver('acme/part', report);
    expect(whole.readings).toBe(1);
    const [stream] = await harness.sql<{ lastSuccessCommit: string }[]>`
      select last_success_commit from streams where repo_id = ${whole.upload.repoId}`;
    expect(stream?.lastSuccessCommit).toBe(whole.upload.commit);
  });

  it('are read again when they claim another scanner, are of another stream, or answer a held report', async () => {
    await deliver('acme/other', sarifOf(results(30)));
    expect((await deliver('acme/other', sarifOf(results(30)), { scanner: 'trivy' })).upload.state).toBe('rejected');
    for (const params of [{ label: 'two' }, { pipeline: 'two' }, { ref: 'two' }]) {
      expect((await deliver('acme/other', sarifOf(results(30)), params)).readings).toBe(1);
    }
    expect((await deliver('acme/other', sarifOf([]))).upload.state).toBe('held');
    const back = await deliver('acme/other', sarifOf(results(30)));
    expect(back).toMatchObject({ readings: 1, upload: { state: 'processed', fixed: 0, unchanged: 30 } });
  });
});
