import { monthsFrom } from '#lib/domain/time.ts';
import { sqlState } from './classify-error.ts';
import type { Sql } from './client.ts';
import { inTransaction } from './transaction.ts';

/** Of which months the partitions are known to be there: imports need not ask again until the month is another one. */
const known = new WeakMap<Sql, string>();

/**
 * Makes the monthly partitions of events and day rows for the months from `from` to the one after `to`.
 * Checks first what exists: creating takes a lock that imports would wait for.
 */
export async function ensureMonths(sql: Sql, from: Date, to: Date = from): Promise<void> {
  const starts = monthsFrom(from, to, 2);
  const span = starts.join(' ');
  if (known.get(sql) === span) return;
  const months = starts.flatMap((start, index) => {
    const end = starts[index + 1];
    return end === undefined ? [] : [{ start, end, suffix: start.slice(0, 7).replace('-', '_') }];
  });
  const present = await sql<{ name: string }[]>`
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'public.repository_days'::regclass`;
  const names = new Set(present.map((row) => row.name));
  for (const month of months.filter((candidate) => !names.has(`repository_days_${candidate.suffix}`))) {
    await makeMonth(sql, month);
  }
  known.set(sql, span);
}

const TABLES = {
  finding_events: (day: string) => `${day} 00:00:00+00`,
  repository_days: (day: string) => day,
};
/** SQLSTATEs for "another process has just created it": duplicate table, type, object, overlapping partition. */
const MADE_MEANWHILE = new Set(['42P07', '23505', '42710', '42P17']);

async function makeMonth(sql: Sql, month: { start: string; end: string; suffix: string }): Promise<void> {
  for (const [table, bound] of Object.entries(TABLES)) {
    // State the bounds in UTC: the session may have another time zone.
    const statement =
      `create table if not exists ${table}_${month.suffix} partition of ${table} ` +
      `for values from ('${bound(month.start)}') to ('${bound(month.end)}')`;
    await inTransaction(sql, (tx) => tx.unsafe(statement)).catch((error: unknown) => {
      if (!MADE_MEANWHILE.has(sqlState(error) ?? '')) throw error;
    });
  }
}
