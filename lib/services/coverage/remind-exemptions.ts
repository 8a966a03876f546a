import { findEndingExemptions, setExemptionReminded } from '#db/queries/exemptions.ts';
import { findRepository } from '#db/queries/repositories.ts';
import { lockRepository } from '#db/queries/streams.ts';
import { inTransaction } from '#db/transaction.ts';
import { REMIND_DAYS, reminderOf } from '#lib/domain/decision/reminder.ts';
import { addDays } from '#lib/domain/time.ts';
import type { BoundSystem } from '#lib/system.ts';
import { tellExemption } from './tell-exemption.ts';

/** Tells before exemptions end that they do, as of exceptions. Returns how many failed. */
export async function remindExemptions(
  { sql, log }: Pick<BoundSystem, 'sql' | 'log'>,
  orgId: number,
  now: Date,
): Promise<number> {
  let failed = 0;
  for (const exemption of await findEndingExemptions(sql, { orgId }, addDays(now, REMIND_DAYS[0]))) {
    const { repoId, number, decidedAt, requestedAt, reminded, expiresAt } = exemption;
    const days = reminderOf({ expiresAt, since: decidedAt ?? requestedAt, reminded }, now);
    if (days === null) continue;
    const scope = { orgId, repoId };
    try {
      await inTransaction(sql, async (tx) => {
        await lockRepository(tx, scope);
        const repository = await findRepository(tx, scope);
        if (!repository || repository.deletingAt !== null) return;
        if (!(await setExemptionReminded(tx, scope, number, days))) return;
        await tellExemption({ tx, scope, now }, 'exception_expiring', exemption, null);
      });
    } catch (error) {
      failed += 1;
      log.error({ err: error, orgId, repoId }, 'nobody could be told that an exemption ends');
    }
  }
  return failed;
}
