import type { Sql, Transaction } from './client.ts';

const RETRIED = new Set(['40P01', '40001']);
const ATTEMPTS = 5;

/** After a connection was cut the driver hands it out once more before it makes a new one. */
const LOST = new Set(['CONNECTION_CLOSED', 'CONNECTION_DESTROYED', 'CONNECTION_ENDED']);

/** Runs what may run twice, again when it met a connection that was cut before. */
export async function onLiveConnection<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= ATTEMPTS || !LOST.has(sqlState(error) ?? '')) throw error;
    }
  }
}

/**
 * Runs `work` in one transaction; deadlocks, serialization failures, and connections that were cut before `work` began
 * are tried again.
 */
export async function inTransaction<T>(sql: Sql, work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    let began = false;
    const begin = (tx: unknown) => {
      began = true;
      return work(tx as Transaction);
    };
    try {
      return (await sql.begin(begin)) as T;
    } catch (error) {
      const again = RETRIED.has(sqlState(error) ?? '') || (!began && LOST.has(sqlState(error) ?? ''));
      if (attempt >= ATTEMPTS || !again) throw error;
    }
  }
}

/** SQLSTATE of an error from Postgres, null for every other error. */
export function sqlState(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
