import type { Sql } from '#db/client.ts';
import { revokeSession } from '#db/queries/sessions.ts';
import { inTransaction } from '#db/transaction.ts';

/** Signs out: from the next request on, this session's cookie is refused. */
export async function endSession(sql: Sql, sessionId: string, now: Date): Promise<void> {
  await inTransaction(sql, (tx) => revokeSession(tx, sessionId, now));
}
