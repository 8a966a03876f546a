import type { System } from '#lib/system.ts';
import { pairOf, takeAttempt } from '../access/throttle.ts';

/** Attempts from one source within a quarter of an hour, with all providers together: an office may share one address. */
export const PROVIDER_ATTEMPTS = 300;

const RULE = { limit: PROVIDER_ATTEMPTS, refusal: 'Too many sign-ins from your network.' };

/**
 * Counts an attempt to sign in with a provider, each of which costs the provider and us a few requests.
 * @throws Fault `rate_limited`, with the seconds to wait, when the source has used up its attempts
 */
export async function takeProviderAttempt(
  { systemSql, now }: Pick<System, 'systemSql' | 'now'>,
  source: string,
): Promise<void> {
  await takeAttempt(systemSql, pairOf('sign-in with a provider', source), now(), RULE);
}
