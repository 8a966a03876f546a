import type { Sql } from '#db/client.ts';
import { DatabaseNewerError, pendingMigrations } from '#db/migrate.ts';
import { Fault } from '#lib/errors.ts';

/**
 * Whether the database answers and has this version's schema.
 * @throws Fault `unavailable` with the reason; what the driver throws when the database does not answer
 */
export async function checkHealth(sql: Sql): Promise<void> {
  const pending = await pendingMigrations(sql).catch((error) => {
    if (error instanceof DatabaseNewerError) throw new Fault('unavailable', error.message, { cause: error });
    throw error;
  });
  if (pending.length === 0) return;
  const sentence = `${pending.length} database migrations are missing (${pending.join(', ')}).`;
  throw new Fault('unavailable', `${sentence} Run \`plumbline db migrate\`.`, { retryAfter: 10 });
}
