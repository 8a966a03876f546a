import { connect } from '#db/client.ts';
import { findDeadWorkers, takeWorkerLock, unlockWorkers } from '#db/queries/jobs.ts';
import { forgetWorkers, writeSignOfLife } from '#db/queries/workers.ts';
import { inTransaction } from '#db/transaction.ts';
import { SIGN_OF_LIFE_MS } from '#lib/domain/stream/work-state.ts';
import { DAY_MS } from '#lib/domain/time.ts';
import { messageOf } from '#lib/errors.ts';
import type { System } from '#lib/system.ts';

const BEAT = 2000;
const FORGOTTEN_MS = DAY_MS;

/**
 * Keeps an advisory lock as this worker's sign of life: Postgres releases it when the process dies. Frees the jobs of
 * workers whose lock is gone; the queue library alone would wait four hours. Writes down when it was last alive, for
 * people who wonder why nothing is read.
 */
export function keepWorkerAlive(
  { settings, systemSql: sql, log, now }: Pick<System, 'settings' | 'systemSql' | 'log' | 'now'>,
  workerId: string,
): { stop: () => Promise<void> } {
  const lockConnection = connect(settings, { max: 1, name: 'plumbline worker life' });
  let saidAt = 0;
  const sayAlive = async (): Promise<void> => {
    const at = now();
    if (at.getTime() - saidAt < SIGN_OF_LIFE_MS) return;
    await inTransaction(sql, async (tx) => {
      await writeSignOfLife(tx, workerId, at);
      await forgetWorkers(tx, new Date(at.getTime() - FORGOTTEN_MS));
    });
    saidAt = at.getTime();
  };
  const beat = async (): Promise<void> => {
    try {
      await takeWorkerLock(lockConnection, workerId);
      await sayAlive();
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
