import type { Sql, Transaction } from './client.ts';

const RETRIED = new Set(['40P01', '40001']);
const ATTEMPTS = 5;

/** After a connection was cut the driver hands it out once more, or tells the next one what ended the one before. */
const LOST = new Set(['CONNECTION_CLOSED', 'CONNECTION_DESTROYED', 'CONNECTION_ENDED', '57P01', '57P02']);

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
    try {
      return await begin(sql, (tx) => {
        began = true;
        return work(tx);
      });
    } catch (error) {
      const again = RETRIED.has(sqlState(error) ?? '') || (!began && LOST.has(sqlState(error) ?? ''));
      if (attempt >= ATTEMPTS || !again) throw error;
    }
  }
}

/** Postgres ends the connection; the socket broke; the driver knows already. */
const ENDED = /^(57P0|08|CONNECTION_|EPIPE|ECONNRESET|ERR_STREAM)/;
/** Milliseconds that the driver has for noticing that a connection is gone. */
const NOTICED = 5000;

/**
 * On a connection that is gone the driver ends the transaction itself. Work that failed of that stays undecided: else
 * the driver would send its `rollback` over the next connection, into the transaction of another.
 */
async function begin<T>(sql: Sql, work: (tx: Transaction) => Promise<T>): Promise<T> {
  let over = false;
  const undecided = (tx: unknown): Promise<T> =>
    new Promise((resolve, reject) => {
      work(tx as Transaction).then(resolve, (error: unknown) => {
        if (!ENDED.test(sqlState(error) ?? '')) return reject(error);
        setTimeout(() => over || reject(error), NOTICED).unref();
      });
    });
  try {
    return (await sql.begin(undecided)) as T;
  } finally {
    over = true;
  }
}

/** SQLSTATE of an error from Postgres, null for every other error. */
export function sqlState(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
