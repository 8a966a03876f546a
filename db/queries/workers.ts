import type { Connection, Transaction } from '../client.ts';

/** Writes a worker's sign of life. */
export async function writeSignOfLife(sql: Transaction, id: string, now: Date): Promise<void> {
  await sql`
    insert into workers (id, seen_at) values (${id}, ${now})
    on conflict (id) do update set seen_at = excluded.seen_at`;
}

/** Removes workers that have been silent since `before`. */
export async function forgetWorkers(sql: Transaction, before: Date): Promise<void> {
  await sql`delete from workers where seen_at < ${before}`;
}

/** When a worker was last seen; null when none was in the last day. */
export async function findSignOfLife(sql: Connection): Promise<Date | null> {
  const [row] = await sql<{ seenAt: Date | null }[]>`select max(seen_at) as seen_at from workers`;
  return row?.seenAt ?? null;
}

/**
 * When the report arrived that has waited longest, over all organizations; null when none waits. Without those of the
 * demo, which its loader reads itself.
 */
export async function findOldestWaiting(sql: Connection): Promise<Date | null> {
  const [row] = await sql<{ oldest: Date | null }[]>`
    select min(u.received_at) as oldest from uploads u
    where u.state = 'received'
      and not exists (select 1 from repositories r where r.org_id = u.org_id and r.id = u.repo_id and r.demo)`;
  return row?.oldest ?? null;
}
