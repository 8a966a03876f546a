import type { Sql, Transaction } from './client.ts';

const RETRIED = new Set(['40P01', '40001']);
const ATTEMPTS = 5;

/** Runs `work` in one transaction; deadlocks and serialization failures are tried again. */
export async function inTransaction<T>(sql: Sql, work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return (await sql.begin((tx) => work(tx as Transaction))) as T;
    } catch (error) {
      if (attempt >= ATTEMPTS || !RETRIED.has(sqlState(error) ?? '')) throw error;
    }
  }
}

/** SQLSTATE of an error from Postgres, null for every other error. */
export function sqlState(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
