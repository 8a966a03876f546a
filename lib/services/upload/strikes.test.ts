import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, sarifOf, startHarness } from '../testing.ts';
import { processUpload } from './process.ts';
import { inProcessReader } from './read/in-process.ts';
import { ReaderDiedError, ReadingFailedError } from './read/protocol.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());

const report = sarifOf([{ rule: 'r', file: 'a.ts', line: 1, code: 'call()' }]);
const coded = (code: string): Error => Object.assign(new Error(code), { code });

describe('a failure that is the machine’s', () => {
  it.each([
    ['a full disk in the reader', new ReadingFailedError({ code: 'ENOSPC', message: 'no space left on device' })],
    ['a full quota', coded('EDQUOT')],
    ['no file left to open', coded('EMFILE')],
    ['a disk that became read-only', coded('EROFS')],
    ['a database without room', coded('53100')],
    ['a database that shuts down', coded('57P01')],
    ['a lost connection', coded('CONNECTION_CLOSED')],
  ])('is no strike, however often: %s', async (name, error) => {
    const { upload } = await harness.accept({ repo: `acme/${name.replaceAll(' ', '-')}` }, report);
    const system = { ...harness, readers: { read: () => Promise.reject(error) } };
    for (let turn = 0; turn < 4; turn += 1) {
      await expect(processUpload(system, harness.scopeOf(upload), upload.number)).rejects.toBe(error);
    }
    expect(await harness.process(upload)).toMatchObject({ state: 'processed', attempts: 0 });
  });

  it('is no strike when the bytes cannot be exchanged for redacted ones', async () => {
    const { upload } = await harness.accept({ repo: 'acme/exchange', scanner: 'gitleaks' }, leak);
    const full = () => Promise.reject(coded('ENOSPC'));
    const system = { ...harness, blobs: { ...harness.blobs, replaceWithFile: full } };
    for (let turn = 0; turn < 4; turn += 1) {
      await expect(processUpload(system, harness.scopeOf(upload), upload.number)).rejects.toThrow('ENOSPC');
    }
    expect(await harness.process(upload)).toMatchObject({ state: 'processed', attempts: 0 });
  });
});

const leak = JSON.stringify([
  {
    RuleID: 'k',
    Description: 'Key',
    StartLine: 1,
    EndLine: 1,
    Secret: 'quiet-value-12',
    Match: 'quiet-value-12',
    File: 'a',
  },
]);

describe('a failure that is the report’s', () => {
  it.each([
    ['the reader died', new ReaderDiedError('ended with SIGKILL'), /could not be read in 3 tries/],
    ['our own code', new TypeError('undefined'), /defect of Plumbline/],
    ['a value that Postgres refuses', coded('22P05'), /defect of Plumbline/],
  ])('is a strike, and the third one refuses it: %s', async (name, error, reason) => {
    const { upload } = await harness.accept({ repo: `acme/${name.replaceAll(' ', '-')}` }, report);
    const system = { ...harness, readers: { read: () => Promise.reject(error) } };
    const attempt = () => processUpload(system, harness.scopeOf(upload), upload.number);
    for (let turn = 1; turn <= 2; turn += 1) await expect(attempt()).rejects.toBe(error);
    await attempt();
    const refused = await harness.process(upload);
    expect(refused).toMatchObject({ state: 'rejected', attempts: 3 });
    expect(refused.reason).toMatch(reason);
  });
});
