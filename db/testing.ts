import { createHash, randomBytes } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, statfsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startEmbedded } from '#scripts/machine/embedded.ts';
import { type ConnectionSettings, connect, type Sql } from './client.ts';
import { migrate } from './migrate.ts';

const ROOT = resolve(import.meta.dirname, '..');
const MIGRATIONS = join(ROOT, 'drizzle');
const ISOLATION = join(ROOT, 'db/isolation');
/** An arbitrary advisory lock number: only one process makes the template at a time. */
const LOCK = 7_140_233;

const MEMORY = '/dev/shm';
/** Bytes. A whole run needs a quarter of it. */
const ENOUGH = 2 * 1024 ** 3;

/**
 * In memory, where there is enough: on disk, each new database costs seven times as much, most of it in the file system,
 * which looks for a place among the files of those that were dropped before.
 */
function placeOfServer(): string {
  const onDisk = join(ROOT, '.test/postgres');
  const user = process.getuid?.() ?? 0;
  const inMemory = join(
    MEMORY,
    `plumbline-tests-${user}-${createHash('sha256').update(ROOT).digest('hex').slice(0, 8)}`,
  );
  try {
    const { bsize, blocks } = statfsSync(MEMORY);
    if (bsize * blocks < ENOUGH) return onDisk;
    const present = lstatSync(inMemory, { throwIfNoEntry: false });
    // Anybody may make a folder there: somebody else's is not for us.
    return present === undefined || (present.isDirectory() && present.uid === user) ? inMemory : onDisk;
  } catch {
    return onDisk;
  }
}

/** Data directory of the server that all tests of all runs in this folder share while any of them runs. */
export const TEST_SERVER = placeOfServer();
/** A file for each of these runs. */
export const TEST_USERS = join(ROOT, '.test/users');

export interface TestDatabase extends ConnectionSettings {
  drop(): Promise<void>;
}

interface Server extends ConnectionSettings {
  socketDir: string;
}

function at(server: Server, database: string): ConnectionSettings {
  const url = new URL(server.url);
  url.pathname = `/${database}`;
  return { url: url.toString(), socketDir: server.socketDir };
}

function templateName(): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(MIGRATIONS).sort()) {
    if (name.endsWith('.sql')) hash.update(name).update(readFileSync(join(MIGRATIONS, name)));
  }
  for (const name of readdirSync(ISOLATION).sort()) hash.update(readFileSync(join(ISOLATION, name)));
  return `template_${hash.digest('hex').slice(0, 12)}`;
}

/** Drops without `with (force)`, which fails while autovacuum works in the database. */
async function dropDatabase(sql: Sql, name: string): Promise<void> {
  await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = ${name} and usename = current_user and pid <> pg_backend_pid()`;
  await sql.unsafe(`drop database if exists ${name}`);
}

async function ensureTemplate(server: Server, sql: Sql): Promise<string> {
  const name = templateName();
  const exists = async () => (await sql`select 1 from pg_database where datname = ${name}`).length > 0;
  if (await exists()) return name;
  await sql`select pg_advisory_lock(${LOCK})`;
  try {
    if (await exists()) return name;
    await dropDatabase(sql, `${name}_making`);
    await sql.unsafe(`create database ${name}_making`);
    await migrate(at(server, `${name}_making`));
    await sql.unsafe(`alter database ${name}_making rename to ${name}`);
    return name;
  } finally {
    await sql`select pg_advisory_unlock(${LOCK})`;
  }
}

async function onServer<T>(work: (server: Server, sql: Sql) => Promise<T>): Promise<T> {
  const server = await startEmbedded({ dataDir: TEST_SERVER, durable: false });
  const sql = connect(server, { max: 1, name: 'plumbline tests', writable: true });
  try {
    return await work(server, sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/**
 * A migrated, empty database of a test file's own, in some 50 ms. Call `drop` in `afterAll`.
 * @param until the last migration, for a database of an older version
 */
export async function testDatabase(until?: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const settings = await onServer(async (server, sql) => {
    const template = until === undefined ? ` template ${await ensureTemplate(server, sql)} strategy file_copy` : '';
    await sql.unsafe(`create database ${name}${template}`);
    if (until !== undefined) await migrate(at(server, name), { until });
    return at(server, name);
  });
  return { ...settings, drop: () => onServer((_server, sql) => dropDatabase(sql, name)) };
}
