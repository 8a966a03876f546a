import type { Connection } from './client.ts';

const TABLES = ['finding_events', 'repository_days'] as const;
const made = new Set<string>();

const pad = (value: number): string => String(value).padStart(2, '0');

function monthStart(year: number, month: number): string {
  const date = new Date(Date.UTC(year, month, 1));
  return `${date.getUTCFullYear()}-${pad(date.getUTCMonth() + 1)}-01`;
}

/** Makes the monthly partitions for the month of `now` and the next one, when they are not there. Remembers what it made. */
export async function ensureMonths(sql: Connection, now: Date): Promise<void> {
  for (const offset of [0, 1]) await ensureMonth(sql, now.getUTCFullYear(), now.getUTCMonth() + offset);
}

async function ensureMonth(sql: Connection, year: number, month: number): Promise<void> {
  const from = monthStart(year, month);
  if (made.has(from)) return;
  const to = monthStart(year, month + 1);
  const suffix = from.slice(0, 7).replace('-', '_');
  for (const table of TABLES) {
    // Bounds are dates in UTC whatever zone the session has.
    await sql.unsafe(
      `create table if not exists ${table}_${suffix} partition of ${table} for values from ('${from} 00:00:00+00') to ('${to} 00:00:00+00')`.replaceAll(
        table === 'repository_days' ? ' 00:00:00+00' : '\u0000',
        '',
      ),
    );
  }
  made.add(from);
}
