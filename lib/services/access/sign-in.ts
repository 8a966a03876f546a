import type { Sql } from '#db/client.ts';
import { forgetSignInFailures } from '#db/queries/sign-in-failures.ts';
import { findUserByEmail, type User } from '#db/queries/users.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Logger } from '#lib/log.ts';
import { FairTurns } from './fair-turns.ts';
import { countFailure, FAILURE_LIMIT, pairOf, refuseLocked } from './throttle.ts';
import { verifyPassword } from './verify-password.ts';

export interface Credentials {
  email: string;
  password: string;
  /** Address or network that the request came from. */
  source: string;
}

/** Each verification takes 128 MiB and a third of a second of one core. */
const turns = new FairTurns({ atOnce: 2, waiting: 40, waitingOfOne: 20 });

/**
 * The person with this address and password; null for a wrong one, an unknown address or a disabled person alike.
 * Only passwords that were looked at and are wrong count as failures.
 * @throws Fault `rate_limited` after too many of them, `unavailable` while too many wait
 */
export async function signIn(sql: Sql, input: Credentials, now: Date, log: Logger): Promise<User | null> {
  const email = input.email.trim().toLowerCase();
  const { source } = input;
  const pair = pairOf(email, source);
  await refuseLocked(sql, pair, now);
  return turns.run(source, async () => {
    // Again: those before it in the queue may have been the last that were allowed.
    await refuseLocked(sql, pair, now);
    const user = await findUserByEmail(sql, email);
    const matches = await verifyPassword(input.password, user?.passwordHash ?? null);
    if (user && matches && user.disabledAt === null) {
      // A right password proves that the failures before were its owner's.
      await inTransaction(sql, (tx) => forgetSignInFailures(tx, pair));
      return user;
    }
    const failures = await countFailure(sql, pair, now);
    // By number and never by what was typed: an address that nobody has may be a password in the wrong field.
    log.warn({ source, user: user?.id ?? null, failures }, 'sign-in failed');
    if (failures === FAILURE_LIMIT) log.warn({ source, user: user?.id ?? null }, 'sign-in locked for this source');
    return null;
  });
}
