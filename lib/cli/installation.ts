import { type ConnectionSettings, settingsFromEnv } from '#db/client.ts';
import { appliedMigrations, RestoreUnfinishedError } from '#db/migrate.ts';
import { isRestoring } from '#db/queries/backup.ts';
import { readCommandEnv } from '#lib/address.ts';
import type { Env } from '#lib/env.ts';
import { createLog } from '#lib/log.ts';
import { migrateInstallation } from '#lib/services/installation/migrate-installation.ts';
import { operatorActor } from '#lib/services/installation/write-audit-for-all.ts';
import { closeSystem, noReader, openSystem, type System } from '#lib/system.ts';
import { operatorName } from './operator-name.ts';
import type { Io } from './verb.ts';

interface Database {
  settings: ConnectionSettings;
  /** True when it was started for this command; null: it is somebody's own, and runs without us. */
  started: boolean | null;
  stop: () => Promise<void>;
}

/** The database that the environment names, else the embedded one, which is started for this command if it is not running. */
async function openDatabase(env: Env, io: Io): Promise<Database> {
  if (env.DATABASE_URL || !io.startDatabase) {
    return { settings: settingsFromEnv(io.env), started: null, stop: async () => undefined };
  }
  const server = await io.startDatabase({ dataDir: env.DATA_DIR, log: (line) => io.err(line) });
  if (server.reused) return { settings: server, started: false, stop: async () => undefined };
  return { settings: server, started: true, stop: () => server.stop() };
}

/** Runs `work` with the database of an installation as it is, which may be empty, then closes it. */
export async function openTarget<T>(
  io: Io,
  work: (target: { env: Env; settings: ConnectionSettings }) => Promise<T>,
): Promise<T> {
  const env = readCommandEnv(io.env);
  const database = await openDatabase(env, io);
  const forget = stopWhenInterrupted(database);
  try {
    return await work({ env, settings: database.settings });
  } finally {
    await database.stop();
    forget();
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Stops the database when the command is interrupted, if the command started it. */
function stopWhenInterrupted(database: Database): () => void {
  const stop = () => void database.stop().finally(() => process.exit(130));
  for (const signal of SIGNALS) process.once(signal, stop);
  return () => {
    for (const signal of SIGNALS) process.off(signal, stop);
  };
}

/** Runs `work` with the system of the installation that the environment (or DATA_DIR) names, then closes it. */
export async function withInstallation<T>(io: Io, work: (system: System) => Promise<T>): Promise<T> {
  const env = readCommandEnv(io.env);
  const database = await openDatabase(env, io);
  const forget = stopWhenInterrupted(database);
  const system = openSystem({
    env,
    settings: database.settings,
    // No log: its lines would mix with the results on stdout.
    log: createLog('command', 'silent'),
    name: 'plumbline command',
    connections: 4,
    readers: noReader,
  });
  try {
    if (database.started || (await isUntouched(database, system))) {
      const actor = operatorActor(operatorName(io.env));
      await migrateInstallation(database.settings, { actor, now: system.now });
    }
    if (await isRestoring(system.systemSql)) throw new RestoreUnfinishedError();
    return await work(system);
  } finally {
    await closeSystem(system, 2);
    await database.stop();
    forget();
  }
}

/** Whether an embedded database that runs was never filled: who started it died before, such as a restore that was killed. */
async function isUntouched({ started }: Database, { systemSql }: System): Promise<boolean> {
  return started !== null && (await appliedMigrations(systemSql)).length === 0;
}
