import { readFile, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectionSettings } from '#db/client.ts';
import { codeOf, Fault } from '#lib/errors.ts';
import { takeLock } from '#scripts/bootstrap/lock.mjs';
import { isAlive } from '#scripts/bootstrap/process.mjs';
import { chooseAccount } from './embedded/account.ts';
import { provideBinaries } from './embedded/binaries.ts';
import {
  ADMIN,
  APPLICATION,
  ensureApplication,
  ensureAppRole,
  type Login,
  waitUntilReady,
} from './embedded/connect.ts';
import {
  newPassword,
  type Place,
  placeOf,
  prepareDataDir,
  provideSocketDir,
  readRecord,
  requireSpace,
  type ServerRecord,
  writeRecord,
} from './embedded/place.ts';
import { type RunningServer, runningServer } from './embedded/running.ts';
import { createCluster, type Installation, launch, startFault } from './embedded/server.ts';
import { waitForEnd } from './embedded/wait-for-end.ts';
import { freePort } from './ports.ts';

const MAJOR = 18;
const ATTEMPTS = 40;

export interface EmbeddedOptions {
  dataDir: string;
  /** Receives lines about slow steps, for people. */
  log?: (line: string) => void;
  /** False for throw-away databases of tests: no fsync. */
  durable?: boolean;
}

export interface EmbeddedServer extends ConnectionSettings {
  socketDir: string;
  port: number;
  pid: number;
  /** True when it ran already. */
  reused: boolean;
  /** As superuser, for tests that need one. */
  adminUrl: string;
  /** Resolves when the server's process is gone, for whatever reason. */
  exited(): Promise<void>;
  /** Ends it cleanly ("fast"); after `milliseconds` (default 8,000) without a checkpoint, recovered at the next start. */
  stop(milliseconds?: number): Promise<void>;
}

const urlOf = (user: string, password: string, port: number, database: string): string =>
  `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`;

const adminOf = (server: RunningServer, record: ServerRecord): Login => ({
  socketDir: server.socketDir,
  port: server.port,
  user: ADMIN,
  password: record.adminPassword,
  database: ADMIN,
});

/**
 * Starts the embedded PostgreSQL over a data directory, or finds the one that runs there already, whoever started it.
 * @throws Fault `data_dir`, `disk_full`, `port_in_use`, `database_version`, `database_start`
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const place = placeOf(options.dataDir);
  await prepareDataDir(place.dataDir);
  const release = await takeLock(place.lock, 120_000);
  if (release === null)
    throw new Fault('database_start', `Another process has been starting the database in ${place.dataDir}.`);
  try {
    return await startOrFind(place, options);
  } catch (error) {
    if (codeOf(error) === 'ENOSPC') {
      throw new Fault('disk_full', `No space is left on the disk that holds ${place.dataDir}.`, { cause: error });
    }
    throw error;
  } finally {
    release();
  }
}

/** Settings for the embedded server of a data directory, null when it does not run. */
export async function findEmbedded(dataDir: string): Promise<ConnectionSettings | null> {
  const place = placeOf(dataDir);
  const [record, running] = await Promise.all([readRecord(place.record), runningServer(place.pgdata)]);
  if (!record || !running) return null;
  return { url: urlOf(APPLICATION, record.password, running.port, APPLICATION), socketDir: running.socketDir };
}

async function startOrFind(place: Place, options: EmbeddedOptions): Promise<EmbeddedServer> {
  const durable = options.durable ?? true;
  const version = await clusterVersion(place.pgdata);
  const account = chooseAccount(place.pgdata);
  const record = await recordFor(place, version !== null);
  const running = version === null ? null : await runningServer(place.pgdata);
  if (running) {
    const answer = await waitUntilReady(adminOf(running, record), () => isAlive(running.pid));
    if (answer?.kind === 'refused') throw strangerFault(place, running, answer.reason);
    if (answer) {
      await ensureAppRole(adminOf(running, record));
      return handle(running, record, true);
    }
  }
  await requireSpace(place.dataDir, version === null ? 120 : 40);
  const installation: Installation = { place, account, native: await provideBinaries(account) };
  if (version === null) {
    options.log?.(`creating the embedded database in ${place.pgdata}`);
    await createCluster(installation, record.adminPassword, durable);
  }
  return begin(installation, { ...record, socketDir: await provideSocketDir(place, account) }, options);
}

/** Null when there is no cluster yet. */
async function clusterVersion(pgdata: string): Promise<number | null> {
  const text = await readFile(join(pgdata, 'PG_VERSION'), 'utf8').catch((error) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw new Fault(
      'data_dir',
      `The database in ${pgdata} belongs to another user. Start Plumbline as that user or as root.`,
    );
  });
  if (text === null) return null;
  if (Number(text) === MAJOR) return MAJOR;
  throw new Fault(
    'database_version',
    `The database in ${pgdata} was made by PostgreSQL ${text.trim()}; this version of Plumbline brings ${MAJOR}. ` +
      'Start the Plumbline that made it, take a backup, and restore that into a new DATA_DIR.',
  );
}

async function recordFor(place: Place, exists: boolean): Promise<ServerRecord> {
  const record = await readRecord(place.record);
  if (record) return record;
  if (exists) {
    throw new Fault(
      'data_dir',
      `${place.record} is missing or damaged: it holds the passwords of the database beside it. Restore it.`,
    );
  }
  const fresh = { port: 1, socketDir: '/', password: newPassword(), adminPassword: newPassword() };
  await writeRecord(place.record, fresh);
  return fresh;
}

function strangerFault(place: Place, running: RunningServer, reason: string): Fault {
  return new Fault(
    'database_start',
    `A server (process ${running.pid}) uses ${place.pgdata} but does not let us in: ${reason}.`,
  );
}

/** Starts the server on the recorded port, or on another one when that is taken, and waits until it answers. */
async function begin(
  installation: Installation,
  wanted: ServerRecord,
  options: EmbeddedOptions,
): Promise<EmbeddedServer> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort(wanted.port === 1 ? 0 : wanted.port);
    const record = { ...wanted, port };
    const { child, pid, said } = launch(installation, port, record.socketDir, options.durable ?? true);
    const server = { pid, port, socketDir: record.socketDir };
    const stopSaying = sayWhileWaiting(options.log);
    const answer = await waitUntilReady(
      adminOf(server, record),
      () => child.exitCode === null && child.signalCode === null,
    );
    stopSaying();
    if (answer?.kind === 'ready') {
      await writeRecord(installation.place.record, record);
      await ensureApplication(adminOf(server, record), record.password);
      return handle(server, record, false);
    }
    const words = await said();
    if (answer?.kind === 'refused') child.kill('SIGINT');
    // Shared memory of a killed server disappears in a moment; a port that was just taken is replaced by another one.
    const passing = /still in use|Address already in use/i.test(words);
    if (!passing || attempt >= ATTEMPTS)
      throw startFault(words, answer?.kind === 'refused' ? answer.reason : 'ended early');
    await sleep(250);
  }
}

function sayWhileWaiting(log: EmbeddedOptions['log']): () => void {
  const since = Date.now();
  const timer = setInterval(() => {
    log?.(
      `the embedded database is starting (recovering after a crash takes longer)… ${Math.round((Date.now() - since) / 1000)} s`,
    );
  }, 2000);
  return () => clearInterval(timer);
}

async function untilGone(pid: number): Promise<void> {
  while (!(await waitForEnd(pid, 60_000)));
}

function handle(server: RunningServer, record: ServerRecord, reused: boolean): EmbeddedServer {
  return {
    ...server,
    reused,
    url: urlOf(APPLICATION, record.password, server.port, APPLICATION),
    adminUrl: urlOf(ADMIN, record.adminPassword, server.port, ADMIN),
    exited: () => untilGone(server.pid),
    stop: async (milliseconds = 8000) => {
      await stopServer(server.pid, milliseconds);
      await rmdir(server.socketDir).catch(() => undefined);
    },
  };
}

async function stopServer(pid: number, milliseconds: number): Promise<void> {
  for (const [signal, patience] of [
    ['SIGINT', milliseconds],
    ['SIGQUIT', 1500],
    ['SIGKILL', 1000],
  ] as const) {
    if (!isAlive(pid)) return;
    process.kill(pid, signal);
    if (await waitForEnd(pid, patience)) return;
  }
}
