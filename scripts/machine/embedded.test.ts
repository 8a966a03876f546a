import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { connect } from '#db/client.ts';
import { isAlive } from '#scripts/bootstrap/process.mjs';
import { waitForEnd } from './embedded/wait-for-end.ts';
import { type EmbeddedServer, findEmbedded, startEmbedded } from './embedded.ts';

const home = mkdtempSync(join(tmpdir(), 'plumbline-embedded-'));
const dataDir = join(home, 'data with a space');
const start = (folder = dataDir): Promise<EmbeddedServer> => startEmbedded({ dataDir: folder, durable: false });

async function answer(server: { url: string; socketDir: string | null }): Promise<number> {
  const sql = connect(server, { max: 1 });
  try {
    const [row] = await sql<{ n: number }[]>`select 40 + 2 as n`;
    return row?.n ?? 0;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

afterAll(async () => {
  if (await findEmbedded(dataDir)) await (await start()).stop();
  rmSync(home, { recursive: true, force: true });
});

describe('embedded Postgres', () => {
  it('starts from nothing and answers over its socket and over TCP', async () => {
    const server = await start();
    expect(server.reused).toBe(false);
    expect(await answer(server)).toBe(42);
    expect(await answer({ url: server.url, socketDir: null })).toBe(42);
  });

  it('is found by a second start, which starts nothing', async () => {
    const first = await findEmbedded(dataDir);
    const [one, two] = await Promise.all([start(), start()]);
    expect([one.pid, one.reused, one.url]).toEqual([two.pid, true, first?.url]);
  });

  it('keeps passwords to its owner and out of the process list', async () => {
    const record = join(dataDir, 'postgres.json');
    expect(statSync(record).mode & 0o077).toBe(0);
    const { password, adminPassword } = JSON.parse(readFileSync(record, 'utf8'));
    const { pid } = await start();
    const line = existsSync(`/proc/${pid}/cmdline`) ? readFileSync(`/proc/${pid}/cmdline`, 'utf8') : '';
    expect(line.includes(password) || line.includes(adminPassword)).toBe(false);
  });

  it('gives the application a role without superuser rights', async () => {
    const sql = connect(await start(), { max: 1 });
    const [row] = await sql<{ super: string }[]>`select current_setting('is_superuser') as super`;
    await sql.end();
    expect(row?.super).toBe('off');
  });

  it('starts again on the same port after kill -9', async () => {
    const before = await start();
    process.kill(before.pid, 'SIGKILL');
    await before.exited();
    const after = await start();
    expect([after.port, after.reused, after.pid === before.pid]).toEqual([before.port, false, false]);
    expect(await answer(after)).toBe(42);
  });

  it('stops cleanly and leaves no process', async () => {
    const server = await start();
    await server.stop();
    expect(isAlive(server.pid)).toBe(false);
    expect(await findEmbedded(dataDir)).toBeNull();
  });

  it('is not fooled by a process that got the id of a dead server', async () => {
    const pidFile = join(dataDir, 'postgres/postmaster.pid');
    writeFileSync(pidFile, `${process.pid}\n${dataDir}/postgres\n1\n5432\n/tmp\n127.0.0.1\n\nready\n`);
    const server = await start();
    expect([server.reused, await answer(server)]).toEqual([false, 42]);
    await server.stop();
    expect(await waitForEnd(server.pid, 1)).toBe(true);
  });

  it('refuses a directory of another major version, naming both', async () => {
    const file = join(dataDir, 'postgres/PG_VERSION');
    writeFileSync(file, '17\n');
    await expect(start()).rejects.toMatchObject({
      code: 'database_version',
      sentence: expect.stringMatching(/17.*18/),
    });
    writeFileSync(file, '18\n');
  });

  it('says which data directory cannot be written', async () => {
    const file = join(home, 'a file');
    writeFileSync(file, '');
    await expect(start(join(file, 'data'))).rejects.toMatchObject({ code: 'data_dir' });
  });
});
