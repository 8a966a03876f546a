import { join } from 'node:path';
import { rememberAddress } from '#lib/address.ts';
import type { Env } from '#lib/env.ts';
import { Fault, messageOf } from '#lib/errors.ts';
import { migrateInstallation } from '#lib/services/installation/migrate-installation.ts';
import { lockHolder, takeLock } from './bootstrap/lock.mjs';
import { withProgress } from './bootstrap/progress.mjs';
import { type Database, openDatabase } from './machine/database.ts';
import { prepareDataDir } from './machine/embedded/place.ts';
import { waitUntilHealthy } from './machine/health.ts';
import { requireFreePort } from './machine/ports.ts';
import { say } from './machine/say.ts';
import { type Service, supervise } from './machine/supervise.ts';
import { printBanner } from './start/banner.ts';
import { ensureBuilt } from './start/build.ts';
import { loadEnv, processEnv, serviceEnv } from './start/environment.ts';

/** Milliseconds. Together below the ten seconds after which most platforms kill a process that was asked to stop. */
const PATIENCE = { web: 2500, worker: 3500, database: 2500 };

const stopping = new AbortController();
const running: { web?: Service; worker?: Service; database?: Database; release?: () => void } = {};

async function onlyOne(env: Env): Promise<() => void> {
  const file = join(env.DATA_DIR, 'plumbline.lock');
  const release = await takeLock(file, 4000);
  if (release) return release;
  say(
    `another Plumbline (process ${lockHolder(file)}) uses ${env.DATA_DIR}; waiting a few seconds in case it is stopping`,
  );
  const late = await takeLock(file, 8000);
  if (late) return late;
  throw new Fault(
    'already_running',
    `Plumbline runs already with the data directory ${env.DATA_DIR} (process ${lockHolder(file)}). ` +
      'Stop that one first, or start this one with another DATA_DIR and PORT.',
  );
}

function startServices(env: Env, database: Database): void {
  const envOf = (service: 'web' | 'worker') => () => serviceEnv(service, env, database.settings());
  running.web = supervise({ name: 'web', args: ['lib/web/server.ts'], env: envOf('web'), say });
  // Large reports are streamed: a bigger heap would only delay garbage collection.
  const worker = ['--max-semi-space-size=16', '--max-old-space-size=768', 'lib/worker/main.ts'];
  running.worker = supervise({ name: 'worker', args: worker, env: envOf('worker'), say });
}

function restartServices(): void {
  say('the database has another address now; starting web and worker again');
  void running.web?.restart(PATIENCE.web);
  void running.worker?.restart(PATIENCE.worker);
}

async function prepareDatabase(env: Env): Promise<Database> {
  const database = await openDatabase(env, restartServices);
  running.database = database;
  let step = '';
  const { applied } = await withProgress(
    'bringing the database up to date',
    () =>
      migrateInstallation(database.settings(), {
        actor: { kind: 'system', id: null, name: 'start of the installation' },
        now: () => new Date(),
        begins: ({ at, of }) => {
          step = `, step ${at} of ${of}`;
        },
      }),
    () => step,
  );
  if (applied.length > 0) say(`${applied.length} database migration${applied.length > 1 ? 's' : ''} applied`);
  return database;
}

async function start(): Promise<void> {
  const env = loadEnv();
  await prepareDataDir(env.DATA_DIR);
  running.release = await onlyOne(env);
  await requireFreePort(env.HOST, env.PORT);
  const [database] = await Promise.all([prepareDatabase(env), ensureBuilt(stopping.signal)]);
  if (stopping.signal.aborted) return;
  rememberAddress(env);
  startServices(env, database);
  const host = env.HOST === '0.0.0.0' || env.HOST === '::' ? '127.0.0.1' : env.HOST;
  const health = `http://${host.includes(':') ? `[${host}]` : host}:${env.PORT}/api/health`;
  const reason = await withProgress('starting web and worker', () => waitUntilHealthy(health, 60_000, stopping.signal));
  if (stopping.signal.aborted) return;
  if (reason) say(`not healthy after 60 s (${reason}); the lines above say more. Still trying.`);
  else await printBanner(env.PUBLIC_URL, processEnv(env, database.settings()));
}

/** Web and worker first, the database last, so that nothing loses its database while it works. */
async function stop(code: number): Promise<void> {
  if (stopping.signal.aborted) return;
  stopping.abort();
  await running.web?.stop(PATIENCE.web);
  await running.worker?.stop(PATIENCE.worker);
  await running.database?.stop(PATIENCE.database);
  running.release?.();
  process.exit(code);
}

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (!stopping.signal.aborted) say(`${signal}: stopping web, worker and database`);
    void stop(0);
  });
}

start().catch(async (error) => {
  if (stopping.signal.aborted) return;
  process.stderr.write(`plumbline: ${error instanceof Fault ? error.sentence : messageOf(error)}\n`);
  if (process.env.LOG_LEVEL === 'debug') process.stderr.write(`${error.stack}\n`);
  await stop(1);
});
