import type { Sql } from '#db/client.ts';
import { endSetupCodes, lockSetup } from '#db/queries/setup-codes.ts';
import { anyAdministrator } from '#db/queries/users.ts';
import { inTransaction } from '#db/transaction.ts';
import { issueCode, linkOf } from './code.ts';

/** Issues the one-time link for the first administrator and ends earlier ones; null when an administrator exists. */
export async function issueLink(sql: Sql, publicUrl: string, now: Date): Promise<string | null> {
  return inTransaction(sql, async (tx) => {
    await lockSetup(tx);
    await endSetupCodes(tx, 'first_admin', null);
    if (await anyAdministrator(tx)) return null;
    return linkOf(publicUrl, await issueCode(tx, { purpose: 'first_admin', now }));
  });
}
