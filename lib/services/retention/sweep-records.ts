import { forgetDenials } from '#db/queries/denials.ts';
import { forgetOldMails } from '#db/queries/mails.ts';
import { listOrganizationIds } from '#db/queries/rollup.ts';
import { forgetOldSessions } from '#db/queries/sessions.ts';
import { forgetOldSignInFailures } from '#db/queries/sign-in-failures.ts';
import { inTransaction } from '#db/transaction.ts';
import {
  DENIAL_WINDOW_MINUTES,
  KEEP_MAILS_DAYS,
  KEEP_SESSIONS_DAYS,
  SIGN_IN_WINDOW_MINUTES,
} from '#lib/domain/retention/records.ts';
import { addDays, MINUTE_MS } from '#lib/domain/time.ts';
import type { System } from '#lib/system.ts';

/** Removes sessions that ended and mails that were made long ago, and counts of failed sign-ins and refused requests that no longer matter. */
export async function sweepRecords({ systemSql, now }: Pick<System, 'systemSql' | 'now'>): Promise<void> {
  const at = now();
  const minutesAgo = (minutes: number): Date => new Date(at.getTime() - minutes * MINUTE_MS);
  await inTransaction(systemSql, async (tx) => {
    await forgetOldSessions(tx, addDays(at, -KEEP_SESSIONS_DAYS));
    await forgetOldSignInFailures(tx, minutesAgo(SIGN_IN_WINDOW_MINUTES));
    await forgetDenials(tx, minutesAgo(DENIAL_WINDOW_MINUTES));
  });
  for (const orgId of await listOrganizationIds(systemSql)) {
    await inTransaction(systemSql, (tx) => forgetOldMails(tx, { orgId }, addDays(at, -KEEP_MAILS_DAYS)));
  }
}
