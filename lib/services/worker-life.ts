import { connect } from '#db/client.ts';
import { findDeadWorkers, takeWorkerLock, unlockWorkers } from '#db/queries/jobs.ts';
import { inTransaction } from '#db/transaction.ts';
import { messageOf } from '#lib/errors.ts';
import type { System } from '#lib/system.ts';

const BEAT = 2000;

/**
 * Keeps an advisory lock as this worker's sign of life: Postgres releases it when the process dies. Frees the jobs of
 * workers whose lock is gone; the queue library alone would wait four hours.
 */
export function keepWorkerAlive(
  { settings, sql, log }: Pick<System, 'settings' | 'sql' | 'log'>,
  workerId: string,
): { stop: () => Promise<void> } {
  const lockConnection = connect(settings, { max: 1, name: 'plumbline worker life' });
  const beat = async (): Promise<void> => {
    try {
      await takeWorkerLock(lockConnection, workerId);
      const dead = await findDeadWorkers(sql);
      if (dead.length === 0) return;
      await inTransaction(sql, (tx) => unlockWorkers(tx, dead));
      log.warn({ workers: dead.length }, 'freed the jobs of workers that died');
    } catch (error) {
      log.warn(`the database does not answer: ${messageOf(error)}`);
    }
  };
  void beat();
  const timer = setInterval(beat, BEAT);
  return {
    stop: async () => {
      clearInterval(timer);
      await lockConnection.end({ timeout: 2 });
    },
  };
}
