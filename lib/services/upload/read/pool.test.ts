import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { bomOf } from '../../advisory/testing.ts';
import { sarifOf } from '../../testing.ts';
import { READER_LIMITS, ReaderPool, type ReaderPoolOptions } from './pool.ts';
import { RECORDS_FILE, ReaderDiedError, type ReadOutcome, type ReadRequest } from './protocol.ts';
import { noNames } from './testing.ts';

let folder: string;
let pool: ReaderPool | null = null;
let requests = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-pool-'));
});
afterEach(() => {
  pool?.close();
  vi.unstubAllEnvs();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const SMALL = sarifOf([{ rule: 'rule-1', file: 'src/app.ts', line: 3, code: 'call()' }]);

function start(options: Partial<ReaderPoolOptions> = {}): ReaderPool {
  pool = new ReaderPool({ ...READER_LIMITS, folders: null, ...options });
  return pool;
}

async function requestOf(text: string): Promise<ReadRequest> {
  requests += 1;
  const blobPath = join(folder, `blob-${requests}`);
  await writeFile(blobPath, zstdCompressSync(Buffer.from(text)));
  const own = await mkdtemp(join(folder, 'reading-'));
  const secretKey = '5e'.repeat(32);
  return {
    id: requests,
    blobPath,
    bytes: Buffer.byteLength(text),
    filename: null,
    claim: null,
    root: '',
    label: '',
    secretKey,
    folder: own,
  };
}

describe('the pool of reading children', () => {
  it('gives its children the folders of reports and records, and no other file', async () => {
    const [blobs, spool] = [join(folder, 'blobs'), join(folder, 'spool')];
    // On a fresh installation the first child starts before there is any report.
    const readers = start({ folders: { blobs, spool } });
    readers.warm();
    const request = await requestOf(SMALL);
    const own = { ...request, blobPath: join(blobs, 'report'), folder: await mkdtemp(join(spool, 'reading-')) };
    await writeFile(own.blobPath, zstdCompressSync(Buffer.from(SMALL)));
    expect(await readers.read(own, noNames)).toMatchObject({ done: { parsed: 1 } });
    // The same bytes outside of the folder of blobs, and records outside of the spool.
    await expect(readers.read({ ...own, id: -1, blobPath: request.blobPath }, noNames)).rejects.toThrow(
      ReaderDiedError,
    );
    await expect(readers.read({ ...own, id: -2, folder: request.folder }, noNames)).rejects.toThrow(ReaderDiedError);
  });

  it('gives them nothing of its own environment', async () => {
    // A child that had it would not even start.
    vi.stubEnv('NODE_OPTIONS', `--import=${join(folder, 'nowhere.mjs')}`);
    expect(await start().read(await requestOf(SMALL), noNames)).toMatchObject({ done: { parsed: 1 } });
  });

  it('uses one child for one report after another', async () => {
    const readers = start();
    for (let turn = 0; turn < 3; turn += 1) {
      expect(await readers.read(await requestOf(SMALL), noNames)).toMatchObject({ done: { parsed: 1 } });
      expect(readers.size).toBe(1);
    }
  });

  it('reads two reports side by side in two', async () => {
    const readers = start();
    await Promise.all([readers.read(await requestOf(SMALL), noNames), readers.read(await requestOf(SMALL), noNames)]);
    expect(readers.size).toBe(2);
  });

  it('answers a refusal and goes on with the same child', async () => {
    const readers = start();
    expect(await readers.read(await requestOf('{"runs": ['), noNames)).toMatchObject({ refused: { kind: 'refused' } });
    expect(await readers.read(await requestOf(SMALL), noNames)).toMatchObject({ done: { parsed: 1 } });
    expect(readers.size).toBe(1);
  });

  it('says so when a child dies over a report, and reads the next one with another', async () => {
    const readers = start();
    // The blob is missing, which is not the report's fault.
    const lost = { ...(await requestOf(SMALL)), blobPath: join(folder, 'nowhere') };
    await expect(readers.read(lost, noNames)).rejects.toThrow(ReaderDiedError);
    expect(await readers.read(await requestOf(SMALL), noNames)).toMatchObject({ done: { parsed: 1 } });
    expect(readers.size).toBe(1);
  });

  it('tells a full disk from a report that brings its reader down', async () => {
    const readers = start();
    // Writes to /dev/full fail with ENOSPC.
    const full = await requestOf(SMALL);
    await symlink('/dev/full', join(full.folder, RECORDS_FILE));
    await expect(readers.read(full, noNames)).rejects.toMatchObject({ name: 'ReadingFailedError', code: 'ENOSPC' });
    expect(readers.size).toBe(0);
    expect(await readers.read(await requestOf(SMALL), noNames)).toMatchObject({ done: { parsed: 1 } });
  });

  it('kills a child that takes too long', async () => {
    const readers = start({ timeout: 1 });
    await expect(readers.read(await requestOf(SMALL), noNames)).rejects.toThrow('took longer than');
  });

  it('kills a child that needs too much memory', async () => {
    const readers = start({ maxMemory: 1024, watchEvery: 1 });
    await expect(readers.read(await requestOf(SMALL), noNames)).rejects.toThrow('of memory');
  });

  it('replaces a child that grew past its mark, after its answer', async () => {
    const readers = start({ retireMemory: 1024 });
    expect(await readers.read(await requestOf(SMALL), noNames)).toMatchObject({ done: { parsed: 1 } });
    expect(readers.size).toBe(0);
    expect(await readers.read(await requestOf(SMALL), noNames)).toMatchObject({ done: { parsed: 1 } });
  });

  it('ask once for the names of advisories, and make keys of the answer', async () => {
    const readers = start();
    const text = bomOf([{ id: 'GHSA-aaaa-bbbb-cccc' }, { id: 'SNYK-1', package: 'other' }]);
    const told = await readers.read(await requestOf(text), noNames);
    const asked: string[][][] = [];
    const renamed = await readers.read(await requestOf(text), (groups) => {
      asked.push(groups);
      return Promise.resolve([['GHSA-aaaa-bbbb-cccc', 'CVE-2031-10001']]);
    });
    const same = await readers.read(await requestOf(bomOf([{ id: 'CVE-2031-10001' }])), noNames);
    const keysOf = (outcome: ReadOutcome) => ('index' in outcome ? outcome.index.flatMap((batch) => batch.keys) : []);
    expect(asked).toEqual([[['GHSA-aaaa-bbbb-cccc'], ['SNYK-1']]]);
    expect(keysOf(renamed)).toEqual([keysOf(same)[0], keysOf(told)[1]]);
  });

  it('fail with the database that cannot answer, and start anew', async () => {
    const readers = start();
    const lost = () => Promise.reject(new Error('no database'));
    await expect(readers.read(await requestOf(bomOf([{ id: 'CVE-2031-10001' }])), lost)).rejects.toThrow('no database');
    expect(await readers.read(await requestOf(SMALL), lost)).toMatchObject({ done: { parsed: 1 } });
  });
});
