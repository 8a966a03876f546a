import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createLog } from '#lib/log.ts';
import { sarifOf } from '#lib/services/testing.ts';
import { ReaderDiedError } from '#lib/services/upload/read/protocol.ts';
import { closeSystem } from '#lib/system.ts';
import { systemOfWorker } from './system-of-worker.ts';

const REPORT = sarifOf([{ rule: 'r', file: 'a.ts', line: 1, code: 'call()' }]);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-worker-'));
  for (const name of ['blobs', 'spool/own']) await mkdir(join(folder, name), { recursive: true });
  for (const name of ['blobs/report', 'beside'])
    await writeFile(join(folder, name), zstdCompressSync(Buffer.from(REPORT)));
  vi.stubEnv('DATA_DIR', folder);
  vi.stubEnv('ENCRYPTION_KEY', '5e'.repeat(32));
  // Nobody connects to it.
  vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1:1/none');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

describe('whoever processes uploads, the worker or a process for one upload', () => {
  it('has readers that see the folders of its data directory only', async () => {
    const system = systemOfWorker(createLog('worker'));
    const request = {
      bytes: REPORT.length,
      filename: null,
      claim: null,
      label: '',
      root: '',
      secretKey: '5e'.repeat(32),
    };
    const read = (id: number, blob: string) =>
      system.readers.read({ ...request, id, blobPath: join(folder, blob), folder: join(folder, 'spool/own') }, () =>
        Promise.resolve([]),
      );
    expect(await read(1, 'blobs/report')).toMatchObject({ done: { parsed: 1 } });
    await expect(read(2, 'beside')).rejects.toThrow(ReaderDiedError);
    system.readers.close();
    await closeSystem(system, 1);
  });
});
