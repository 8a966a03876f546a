import { EventEmitter } from 'node:events';
import { type Runner, run, type WorkerEvents } from 'graphile-worker';
import { pgConnectionString } from '#db/client.ts';
import { Measures } from '#lib/domain/metrics/metrics.ts';
import { createLog } from '#lib/log.ts';
import { flushMeasures } from '#lib/services/metrics/flush-measures.ts';
import { measuredReader } from '#lib/services/metrics/measured-reader.ts';
import { queueRollUp } from '#lib/services/rollup/queue-roll-up.ts';
import { clearSpool } from '#lib/services/upload/sweep.ts';
import { keepWorkerAlive } from '#lib/services/worker-life.ts';
import { closeSystem } from '#lib/system.ts';
import { queueLogger } from './queue-logger.ts';
import { systemOfWorker } from './system-of-worker.ts';
import { crontab, tasksOf } from './tasks.ts';

const log = createLog('worker');
const CONCURRENCY = 2;
/** How old what the metrics say of imports may be. */
const FLUSH_MS = 10_000;

interface QueuePool {
  id: string;
  nudge(count: number): void;
}

/**
 * The queue looks for the next job before the one that ended has unlocked its repository, finds none, and sleeps until
 * the next poll, a second later. This makes it look again as soon as the repository is unlocked.
 */
function nudgeAfterJobs(events: EventEmitter, pool: QueuePool): void {
  events.on('job:complete', () => {
    for (const milliseconds of [5, 50]) setTimeout(() => pool.nudge(1), milliseconds).unref();
  });
}

async function start(): Promise<void> {
  const system = systemOfWorker(log);
  const { readers } = system;
  await clearSpool(system.spool);
  readers.warm();
  const events = new EventEmitter();
  const life = new Promise<ReturnType<typeof keepWorkerAlive>>((resolve) => {
    events.once('pool:create', ({ workerPool }: { workerPool: QueuePool }) => {
      nudgeAfterJobs(events, workerPool);
      resolve(keepWorkerAlive(system, workerPool.id));
    });
  });
  const measures = new Measures();
  const flushing = setInterval(() => void flushMeasures(system, measures), FLUSH_MS);
  const measured = { ...system, readers: measuredReader(readers, measures), measures };
  const runner: Runner = await run({
    connectionString: pgConnectionString(system.settings),
    concurrency: CONCURRENCY,
    noHandleSignals: true,
    pollInterval: 1000,
    logger: queueLogger(log),
    events: events as WorkerEvents,
    taskList: tasksOf(measured),
    crontab: crontab(),
  });
  await queueRollUp(system);
  let stopping = false;
  const stop = async (): Promise<void> => {
    stopping = true;
    await runner.stop();
    readers.close();
    clearInterval(flushing);
    await flushMeasures(system, measures);
    await (await life).stop();
    await closeSystem(system, 5);
    process.exit(0);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  log.info({ concurrency: CONCURRENCY }, 'worker is ready');
  await runner.promise;
  // The queue stopped by itself. Exit, so that the supervisor starts a worker that works.
  if (!stopping) throw new Error('the queue ended');
}

start().catch((error: unknown) => {
  log.fatal({ err: error }, 'worker could not go on');
  process.exit(1);
});
