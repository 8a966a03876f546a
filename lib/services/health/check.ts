import type { Sql } from '#db/client.ts';
import { DatabaseNewerError, pendingMigrations } from '#db/migrate.ts';
import { findOldestWaiting, findSignOfLife } from '#db/queries/workers.ts';
import { type QueueState, queueState, type WorkerState, workerState } from '#lib/domain/stream/work-state.ts';
import { Fault } from '#lib/errors.ts';

export interface Health {
  worker: WorkerState;
  queue: QueueState;
}

/**
 * Whether the database answers and has this version's schema; and whether reports are read.
 * @throws Fault `unavailable` with the reason; what the driver throws when the database does not answer
 */
export async function checkHealth(sql: Sql, now: Date): Promise<Health> {
  await checkSchema(sql);
  const [seenAt, oldestAt] = await Promise.all([findSignOfLife(sql), findOldestWaiting(sql)]);
  return { worker: workerState(seenAt, now), queue: queueState(oldestAt, now) };
}

async function checkSchema(sql: Sql): Promise<void> {
  const pending = await pendingMigrations(sql).catch((error) => {
    if (error instanceof DatabaseNewerError) throw new Fault('unavailable', error.message, { cause: error });
    throw error;
  });
  if (pending.length === 0) return;
  const sentence = `${pending.length} database migrations are missing (${pending.join(', ')}).`;
  throw new Fault('unavailable', `${sentence} Run \`plumbline db migrate\`.`, { retryAfter: 10 });
}

/** What an installation with this health should be told; null when all is well. Names nothing of its inside. */
export function healthProblem({ worker, queue }: Health): Fault | null {
  if (worker === 'silent') {
    const sentence = 'No worker shows a sign of life: reports are stored, and read as soon as one runs.';
    return new Fault('unavailable', sentence, { retryAfter: 30 });
  }
  if (queue === 'late') {
    return new Fault('unavailable', 'Reports have waited for more than ten minutes to be read.', { retryAfter: 60 });
  }
  return null;
}
