import { setTimeout as pause } from 'node:timers/promises';
import { classify } from './classify-error.ts';
import type { Sql, Transaction } from './connection.ts';

const ATTEMPTS = 5;
/** Milliseconds before the next attempt after a lost connection, doubled each time: a restarting database needs a moment. */
const PAUSE = 20;

/**
 * Runs `work` in one transaction. Deadlocks, serialization failures, and connections that were lost before `work` began
 * are retried. A connection that is lost later is thrown, because the transaction may have been committed.
 */
export async function inTransaction<T>(sql: Sql, work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    let began = false;
    try {
      return await sql.begin((tx) => {
        began = true;
        return work(tx);
      });
    } catch (error) {
      const kind = classify(error);
      const again = kind === 'retry' || (!began && kind === 'lost_connection');
      if (attempt >= ATTEMPTS || !again) throw error;
      if (kind === 'lost_connection') await pause(PAUSE * 2 ** attempt);
    }
  }
}

/** Runs reads that all see one state of the database, while others write. */
export function inSnapshot<T>(sql: Sql, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return sql.begin(work, 'isolation level repeatable read, read only');
}
