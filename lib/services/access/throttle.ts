import { createHash } from 'node:crypto';
import type { Sql, Transaction } from '#db/client.ts';
import { findMemberships } from '#db/queries/accounts.ts';
import { addSignInFailure, findSignInFailures, type SignInPair } from '#db/queries/sign-in-failures.ts';
import { inTransaction } from '#db/transaction.ts';
import { SIGN_IN_WINDOW_MINUTES } from '#lib/domain/retention/records.ts';
import { MINUTE_MS } from '#lib/domain/time.ts';
import { Fault } from '#lib/errors.ts';
import { writeAudit } from '../audit/write-audit.ts';

const WINDOW = SIGN_IN_WINDOW_MINUTES * MINUTE_MS;
/** Failures of one address from one source within the window. */
export const FAILURE_LIMIT = 10;

/** How many attempts a pair has within the window, and what is said when they are used up. */
interface AttemptRule {
  limit: number;
  refusal: string;
}

const FAILURES: AttemptRule = { limit: FAILURE_LIMIT, refusal: 'Too many failed sign-ins for this address.' };

/**
 * Failures count per pair of e-mail address and source: a stranger who tries somebody's address locks out only
 * themselves, and one person's failures do not lock out an office that shares an IP address.
 */
export function pairOf(email: string, source: string): SignInPair {
  return { address: createHash('sha256').update(email).digest(), source };
}

const windowOf = (now: Date): Date => new Date(now.getTime() - WINDOW);

/** @throws Fault `rate_limited`, with the seconds to wait, when the pair has used up its failures */
export async function refuseLockedOut(sql: Sql, pair: SignInPair, now: Date, rule = FAILURES): Promise<void> {
  const found = await findSignInFailures(sql, pair, windowOf(now));
  if (found === null || found.failures < rule.limit) return;
  const seconds = Math.max(1, Math.ceil((found.since.getTime() + WINDOW - now.getTime()) / 1000));
  const sentence = `${rule.refusal} Try again in ${Math.ceil(seconds / 60)} minutes.`;
  throw new Fault('rate_limited', sentence, { retryAfter: seconds });
}

/**
 * Uses up one of the attempts of a pair, before it is known whether it succeeds, so that many at once are no more than
 * the limit. Returns its number. @throws Fault `rate_limited` when there is none left
 */
export async function takeAttempt(sql: Sql, pair: SignInPair, now: Date, rule = FAILURES): Promise<number> {
  await refuseLockedOut(sql, pair, now, rule);
  const attempt = await inTransaction(sql, (tx) => addSignInFailure(tx, pair, { now, after: windowOf(now) }));
  if (attempt > rule.limit) await refuseLockedOut(sql, pair, now, rule);
  return attempt;
}

/**
 * Counts a failure; returns how many there are within the window, this one included. Of an account,
 * the audit log of each of its organizations keeps the first failure and the one that locks out: strangers cannot make it
 * grow by trying on.
 */
export async function countFailure(sql: Sql, pair: SignInPair, now: Date, accountId: number | null): Promise<number> {
  return inTransaction(sql, async (tx) => {
    const failures = await addSignInFailure(tx, pair, { now, after: windowOf(now) });
    if (accountId !== null) await auditFailure(tx, { accountId, source: pair.source, now }, { failures });
    return failures;
  });
}

/** The first failure and the one that locks out, in the audit log of each organization of the account. */
export async function auditFailure(
  tx: Transaction,
  { accountId, source, now }: { accountId: number; source: string; now: Date },
  detail: { failures: number; step?: string },
): Promise<void> {
  if (detail.failures !== 1 && detail.failures !== FAILURE_LIMIT) return;
  const actor = { kind: 'nobody', id: null, name: 'not signed in' } as const;
  const verb = detail.failures === 1 ? 'session.sign_in_failed' : 'session.locked_out';
  for (const { orgId, userId, name } of await findMemberships(tx, accountId)) {
    const target = { kind: 'person', id: String(userId), name } as const;
    await writeAudit(tx, { orgId, at: now, actor, source }, { verb, target, detail });
  }
}
