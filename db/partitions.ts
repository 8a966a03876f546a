import type { Connection } from './client.ts';

const pad = (value: number): string => String(value).padStart(2, '0');

function monthStart(year: number, month: number): string {
  const date = new Date(Date.UTC(year, month, 1));
  return `${date.getUTCFullYear()}-${pad(date.getUTCMonth() + 1)}-01`;
}

/**
 * Makes the monthly partitions of events and day rows for the months from `from` to the one after `to`.
 * Looks first: creating takes a lock that imports would wait for.
 */
export async function ensureMonths(sql: Connection, from: Date, to: Date = from): Promise<void> {
  const first = from.getUTCFullYear() * 12 + from.getUTCMonth();
  const last = to.getUTCFullYear() * 12 + to.getUTCMonth() + 1;
  const months = Array.from({ length: last - first + 1 }, (_, index) => {
    const year = Math.floor((first + index) / 12);
    const month = (first + index) % 12;
    const start = monthStart(year, month);
    const end = monthStart(year, month + 1);
    return { start, end, suffix: start.slice(0, 7).replace('-', '_') };
  });
  const present = await sql<{ name: string }[]>`
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'public.repository_days'::regclass`;
  const known = new Set(present.map((row) => row.name));
  for (const month of months.filter((candidate) => !known.has(`repository_days_${candidate.suffix}`))) {
    await makeMonth(sql, month);
  }
}

async function makeMonth(sql: Connection, month: { start: string; end: string; suffix: string }): Promise<void> {
  // Bounds of events are instants in UTC whatever zone the session has.
  await sql.unsafe(
    `create table if not exists finding_events_${month.suffix} partition of finding_events ` +
      `for values from ('${month.start} 00:00:00+00') to ('${month.end} 00:00:00+00')`,
  );
  await sql.unsafe(
    `create table if not exists repository_days_${month.suffix} partition of repository_days ` +
      `for values from ('${month.start}') to ('${month.end}')`,
  );
}
