import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findUpload, type Upload } from '#db/queries/uploads.ts';
import { Measures } from '#lib/domain/metrics/metrics.ts';
import { type Harness, sarifOf, startHarness } from '#lib/services/testing.ts';
import { tasksOf } from '../tasks.ts';
import { idleQueue } from '../testing.ts';
import { processApart } from './process-apart.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const results = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    rule: `r${index}`,
    file: `src/${index}.ts`,
    line: 1,
    code: `call(${index});`,
  }));

/** Ends the process as soon as it begins to apply a report. */
const POISON = `data:text/javascript,${encodeURIComponent(`
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  const open = fs.openSync;
  fs.openSync = (path, ...rest) => {
    if (String(path).endsWith('/records')) process.kill(process.pid, 'SIGKILL');
    return open(path, ...rest);
  };
  syncBuiltinESMExports();
`)}`;

const options = (...execArgv: string[]) => ({
  env: {
    ...process.env,
    DATABASE_URL: harness.database.url,
    ...(harness.database.socketDir ? { PLUMBLINE_DATABASE_SOCKET: harness.database.socketDir } : {}),
    DATA_DIR: harness.folder,
    ENCRYPTION_KEY: '5e'.repeat(32),
    LOG_LEVEL: 'fatal',
  },
  execArgv: ['--disable-warning=ExperimentalWarning', ...execArgv],
});

const now = (upload: Upload) => findUpload(harness.sql, harness.scopeOf(upload), upload.number);

/** As a worker leaves it that ended in the middle. */
async function interrupted(repo: string, count: number): Promise<Upload> {
  const { upload } = await harness.accept({ repo }, sarifOf(results(count)));
  await harness.admin`update uploads set state = 'processing' where repo_id = ${upload.repoId} and number = ${upload.number}`;
  return upload;
}

describe('an upload during which a worker ended', () => {
  it('is processed in a process of its own, at no cost when it was not its doing', async () => {
    const upload = await interrupted('acme/innocent', 3);
    await processApart(harness, harness.scopeOf(upload), upload.number, options());
    expect(await now(upload)).toMatchObject({ state: 'processed', introduced: 3, attempts: 0 });
  });

  it('is refused when it ended three processes of its own, and the next one flows', async () => {
    const upload = await interrupted('acme/heavy', 3);
    const attempt = () => processApart(harness, harness.scopeOf(upload), upload.number, options('--import', POISON));
    for (let turn = 1; turn <= 2; turn += 1) {
      await expect(attempt()).rejects.toThrow('its worker ended with SIGKILL');
      expect(await now(upload)).toMatchObject({ state: 'processing', attempts: turn });
    }
    await attempt();
    const refused = await now(upload);
    expect(refused).toMatchObject({ state: 'rejected', attempts: 3 });
    expect(refused?.reason).toMatch(/3 tries: each ended its worker/);
    expect(await harness.deliver({ repo: 'acme/heavy' }, sarifOf(results(2)))).toMatchObject({ state: 'processed' });
    // Three processes start one after another.
  }, 120_000);

  it('is tried again, without a strike, when something else failed', async () => {
    const upload = await interrupted('acme/away', 3);
    const { env, execArgv } = options();
    const away = { ...env, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', PLUMBLINE_DATABASE_SOCKET: undefined };
    const attempt = processApart(harness, harness.scopeOf(upload), upload.number, { env: away, execArgv });
    await expect(attempt).rejects.toThrow('was not settled');
    expect(await now(upload)).toMatchObject({ attempts: 0 });
  });
});

describe('the job of an upload', () => {
  const run = (upload: Upload, system = harness) =>
    tasksOf({ ...system, measures: new Measures() }).process_upload?.(
      { ...harness.scopeOf(upload), number: upload.number },
      idleQueue,
    );

  it('processes it in the worker, and gives it back when the attempt fails', async () => {
    const { upload } = await harness.accept({ repo: 'acme/job' }, sarifOf(results(2)));
    const error = Object.assign(new Error('full'), { code: 'ENOSPC' });
    await expect(run(upload, { ...harness, readers: { read: () => Promise.reject(error) } })).rejects.toBe(error);
    expect(await now(upload)).toMatchObject({ state: 'received', attempts: 0 });
    await run(upload);
    expect(await now(upload)).toMatchObject({ state: 'processed' });
  });
});
