import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { type Runner, run, type WorkerEvents } from 'graphile-worker';
import { connect, pgConnectionString, settingsFromEnv } from '#db/client.ts';
import { fileStore } from '#lib/blobs/file-store.ts';
import { readEnv } from '#lib/env.ts';
import { secretIdentityKey } from '#lib/keys.ts';
import { createLog } from '#lib/log.ts';
import { ReaderPool } from '#lib/services/upload/read/pool.ts';
import { clearSpool } from '#lib/services/upload/sweep.ts';
import { keepWorkerAlive } from '#lib/services/worker-life.ts';
import { JOBS, type WorkerDeps } from './jobs.ts';
import { queueLogger } from './queue-logger.ts';

const log = createLog('worker');
const CONCURRENCY = 2;

function makeDeps(): WorkerDeps {
  const env = readEnv(process.env);
  const encryptionKey = env.ENCRYPTION_KEY;
  if (!encryptionKey) throw new Error('ENCRYPTION_KEY is not set: start Plumbline with `npm start`, which sets it.');
  const settings = settingsFromEnv(process.env);
  return {
    settings,
    sql: connect(settings, { max: 6, name: 'plumbline worker' }),
    blobs: fileStore(join(env.DATA_DIR, 'blobs')),
    readers: new ReaderPool(),
    spool: join(env.DATA_DIR, 'spool'),
    secretKeyOf: (orgId) => secretIdentityKey(encryptionKey, orgId),
    now: () => new Date(),
    log,
  };
}

interface QueuePool {
  id: string;
  nudge(count: number): void;
}

/**
 * The queue looks for the next job before the one that ended has freed its repository, finds none, and sleeps until the
 * next poll: with many uploads of one repository that was a second each. Looks again as soon as it is free.
 */
function nudgeAfterJobs(events: EventEmitter, pool: QueuePool): void {
  events.on('job:complete', () => {
    for (const milliseconds of [5, 50]) setTimeout(() => pool.nudge(1), milliseconds).unref();
  });
}

async function start(): Promise<void> {
  const deps = makeDeps();
  await clearSpool(deps.spool);
  deps.readers.warm();
  const events = new EventEmitter();
  const life = new Promise<ReturnType<typeof keepWorkerAlive>>((resolve) => {
    events.once('pool:create', ({ workerPool }: { workerPool: QueuePool }) => {
      nudgeAfterJobs(events, workerPool);
      resolve(keepWorkerAlive(deps.settings, deps.sql, workerPool.id, log));
    });
  });
  const runner: Runner = await run({
    connectionString: pgConnectionString(deps.settings),
    concurrency: CONCURRENCY,
    noHandleSignals: true,
    pollInterval: 1000,
    logger: queueLogger(log),
    events: events as WorkerEvents,
    taskList: Object.fromEntries(JOBS.map((job) => [job.id, (payload: unknown) => job.run(deps, payload)])),
    crontab: JOBS.flatMap((job) => (job.cron ? [`${job.cron} ${job.id}`] : [])).join('\n'),
  });
  let stopping = false;
  const stop = async (): Promise<void> => {
    stopping = true;
    await runner.stop();
    deps.readers.close();
    await (await life).stop();
    await deps.sql.end({ timeout: 5 });
    process.exit(0);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  log.info({ concurrency: CONCURRENCY }, 'worker is ready');
  await runner.promise;
  // The queue gave up by itself. This process would live on without working.
  if (!stopping) throw new Error('the queue ended');
}

start().catch((error: unknown) => {
  log.fatal({ err: error }, 'worker could not go on');
  process.exit(1);
});
