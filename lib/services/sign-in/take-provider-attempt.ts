import { addSignInFailure, findSignInFailures } from '#db/queries/sign-in-failures.ts';
import { inTransaction } from '#db/transaction.ts';
import { Fault } from '#lib/errors.ts';
import type { System } from '#lib/system.ts';
import { pairOf } from '../access/throttle.ts';

const WINDOW_MINUTES = 15;
/** Attempts from one source within the window, with all providers together: an office may share one address. */
export const PROVIDER_ATTEMPTS = 300;

/**
 * Counts an attempt to sign in with a provider, each of which costs the provider and us a few requests.
 * @throws Fault `rate_limited`, with the seconds to wait, when the source has used up its attempts
 */
export async function takeProviderAttempt(
  { systemSql: sql, now: clock }: Pick<System, 'systemSql' | 'now'>,
  source: string,
): Promise<void> {
  const now = clock();
  const after = new Date(now.getTime() - WINDOW_MINUTES * 60_000);
  const pair = pairOf('sign-in with a provider', source);
  const attempts = await inTransaction(sql, (tx) => addSignInFailure(tx, pair, { now, after }));
  if (attempts <= PROVIDER_ATTEMPTS) return;
  const since = (await findSignInFailures(sql, pair, after))?.since ?? now;
  const seconds = Math.max(1, Math.ceil((since.getTime() - after.getTime()) / 1000));
  const wait = `Try again in ${Math.ceil(seconds / 60)} minutes.`;
  throw new Fault('rate_limited', `Too many sign-ins from your network. ${wait}`, { retryAfter: seconds });
}
