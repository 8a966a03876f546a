import { connect } from '#db/client.ts';
import { findDeadWorkers, takeWorkerLock, unlockWorkers } from '#db/queries/jobs.ts';
import { inTransaction } from '#db/transaction.ts';
import { messageOf } from '#lib/errors.ts';
import type { System } from '#lib/system.ts';

const BEAT = 2000;

/**
 * Shows that this worker lives, by a lock that Postgres itself takes back when the process dies, and frees the jobs of
 * workers that do not. The queue library alone would wait four hours for them.
 */
export function keepWorkerAlive(
  { settings, sql, log }: Pick<System, 'settings' | 'sql' | 'log'>,
  workerId: string,
): { stop: () => Promise<void> } {
  const own = connect(settings, { max: 1, name: 'plumbline worker life' });
  const beat = async (): Promise<void> => {
    try {
      await takeWorkerLock(own, workerId);
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
      await own.end({ timeout: 2 });
    },
  };
}
