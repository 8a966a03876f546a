import type { Sql } from '#db/client.ts';
import { type Account, findAccountByEmail } from '#db/queries/accounts.ts';
import { forgetSignInFailures } from '#db/queries/sign-in-failures.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Logger } from '#lib/log.ts';
import { FairQueue } from './fair-queue.ts';
import { countFailure, FAILURE_LIMIT, pairOf, refuseLockedOut } from './throttle.ts';
import { verifyPassword } from './verify-password.ts';

export interface Credentials {
  email: string;
  password: string;
  /** IP address or network that the request came from. */
  source: string;
}

/** Each verification takes 128 MiB and a third of a second of one core. */
const verifications = new FairQueue({ atOnce: 2, waiting: 40, waitingOfOne: 20 });

/**
 * The account with this address and password; null alike for a wrong password, an unknown address, and an account that no
 * organization lets in.
 * Only passwords that were verified and found wrong count as failures.
 * @throws Fault `rate_limited` after too many failures, `unavailable` while too many attempts wait
 */
export async function signIn(sql: Sql, input: Credentials, now: Date, log: Logger): Promise<Account | null> {
  const email = input.email.trim().toLowerCase();
  const { source } = input;
  const pair = pairOf(email, source);
  await refuseLockedOut(sql, pair, now);
  return verifications.run(source, async () => {
    // Check again: attempts that were ahead in the queue may have used up the limit.
    await refuseLockedOut(sql, pair, now);
    const account = await findAccountByEmail(sql, email);
    const matches = await verifyPassword(input.password, account?.passwordHash ?? null);
    if (account && matches && account.usable) {
      // The right password proves that the earlier failures were the owner's own.
      await inTransaction(sql, (tx) => forgetSignInFailures(tx, pair));
      return account;
    }
    const failures = await countFailure(sql, pair, now, account?.id ?? null);
    // Log the account's number, never what was typed: an unknown address may be a password typed into the wrong field.
    log.warn({ source, account: account?.id ?? null, failures }, 'sign-in failed');
    if (failures === FAILURE_LIMIT)
      log.warn({ source, account: account?.id ?? null }, 'sign-in locked for this source');
    return null;
  });
}
