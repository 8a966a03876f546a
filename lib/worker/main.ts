import { hkdfSync, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type Runner, run } from 'graphile-worker';
import { connect, pgConnectionString, settingsFromEnv } from '#db/client.ts';
import { fileStore } from '#lib/blobs/file-store.ts';
import { readEnv } from '#lib/env.ts';
import { createLog } from '#lib/log.ts';
import { ReaderPool } from '#lib/services/upload/read/pool.ts';
import { holdWorkerLock, unlockDeadWorkers } from '#lib/services/worker-lock.ts';
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
    secretKeyOf: (orgId) => Buffer.from(hkdfSync('sha256', encryptionKey, '', `secret identity ${orgId}`, 32)).toString('hex'),
    now: () => new Date(),
    log,
  };
}

async function start(): Promise<void> {
  const deps = makeDeps();
  const workerId = `plumbline-${randomUUID()}`;
  const lock = await holdWorkerLock(deps.settings, workerId);
  await unlockDeadWorkers(deps.sql);
  deps.readers.warm();
  const runner: Runner = await run({
    connectionString: pgConnectionString(deps.settings),
    concurrency: CONCURRENCY,
    noHandleSignals: true,
    pollInterval: 1000,
    logger: queueLogger(log),
    taskList: Object.fromEntries(JOBS.map((job) => [job.id, (payload: unknown) => job.run(deps, payload)])),
    parsedCronItems: [],
    crontab: JOBS.flatMap((job) => (job.cron ? [`${job.cron} ${job.id}`] : [])).join('\n'),
    workerIdPrefix: workerId,
  } as never);
  const stop = async (): Promise<void> => {
    await runner.stop();
    deps.readers.close();
    await lock.release();
    await deps.sql.end({ timeout: 5 });
    process.exit(0);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  log.info({ concurrency: CONCURRENCY }, 'worker is ready');
  await runner.promise;
}

start().catch((error: unknown) => {
  log.fatal({ err: error }, 'worker could not go on');
  process.exit(1);
});
