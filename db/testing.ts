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
/** Files of tests, beside it and gone with it: reports are synced to where they lie, which a disk takes long for. */
export const TEST_FILES = join(TEST_SERVER, 'files');
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

/** A database of this name, which `fill` makes of `from` (undefined: of an empty one) unless it is there. */
async function ensureDatabase(
  server: Server,
  sql: Sql,
  { name, from }: { name: string; from?: string },
  fill: (settings: ConnectionSettings) => Promise<unknown>,
): Promise<string> {
  const exists = async () => (await sql`select 1 from pg_database where datname = ${name}`).length > 0;
  if (await exists()) return name;
  await sql`select pg_advisory_lock(${LOCK}, hashtext(${name}))`;
  try {
    if (await exists()) return name;
    const making = `${name}_making`;
    await dropDatabase(sql, making);
    await createDatabase(sql, making, from);
    await fill(at(server, making));
    await sql.unsafe(`alter database ${making} rename to ${name}`);
    return name;
  } finally {
    await sql`select pg_advisory_unlock(${LOCK}, hashtext(${name}))`;
  }
}

async function createDatabase(sql: Sql, name: string, from?: string): Promise<void> {
  await sql.unsafe(`create database ${name}${from === undefined ? '' : ` template ${from} strategy file_copy`}`);
}

const ensureTemplate = (server: Server, sql: Sql): Promise<string> =>
  ensureDatabase(server, sql, { name: templateName() }, migrate);

/** Asked for once in a process: it runs as long as any test does. */
let running: Promise<Server> | null = null;

async function onServer<T>(work: (server: Server, sql: Sql) => Promise<T>): Promise<T> {
  running ??= startEmbedded({ dataDir: TEST_SERVER, durable: false }).catch((error: unknown) => {
    running = null;
    throw error;
  });
  const server = await running;
  const sql = connect(server, { max: 1, name: 'plumbline tests', writable: true });
  try {
    return await work(server, sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Makes a database of a test file's own. */
async function ownDatabase(make: (server: Server, sql: Sql, name: string) => Promise<void>): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const settings = await onServer(async (server, sql) => {
    await make(server, sql, name);
    return at(server, name);
  });
  return { ...settings, drop: () => onServer((_server, sql) => dropDatabase(sql, name)) };
}

/**
 * A migrated, empty database of a test file's own, in some 50 ms. Call `drop` in `afterAll`.
 * @param until the last migration, for a database of an older version
 */
export function testDatabase(until?: string): Promise<TestDatabase> {
  return ownDatabase(async (server, sql, name) => {
    await createDatabase(sql, name, until === undefined ? await ensureTemplate(server, sql) : undefined);
    if (until !== undefined) await migrate(at(server, name), { until });
  });
}

/**
 * The same with content that takes long to make: `fill` makes it once, as long as the server lives, and each file gets a
 * copy. It closes its connections.
 * @param key of the content: another one where `fill` would make something else
 */
export function filledDatabase(
  key: string,
  fill: (settings: ConnectionSettings) => Promise<void>,
): Promise<TestDatabase> {
  return ownDatabase(async (server, sql, name) => {
    const from = await ensureTemplate(server, sql);
    const hash = createHash('sha256').update(from).update(key).digest('hex').slice(0, 12);
    await createDatabase(sql, name, await ensureDatabase(server, sql, { name: `filled_${hash}`, from }, fill));
  });
}
