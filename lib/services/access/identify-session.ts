import type { Sql } from '#db/client.ts';
import { findLiveSession, touchSession } from '#db/queries/sessions.ts';
import { inTransaction } from '#db/transaction.ts';
import { ROLES } from '#lib/domain/access/role.ts';
import { needsSecondFactor } from '#lib/domain/sign-in/second-factor-policy.ts';
import { MINUTE_MS } from '#lib/domain/time.ts';
import type { Identity } from './identity.ts';

/** What a session's cookie claims. The row in the database decides whether it is true. */
export interface SessionClaim {
  sessionId: string;
  accountId: number;
}

/**
 * The person of a live session, in the organization that it shows; null when it has ended, is unknown, or belongs to
 * somebody else.
 * @param network where the request came from; null: not known
 */
export async function identifySession(
  sql: Sql,
  claim: SessionClaim,
  now: Date,
  network: string | null = null,
): Promise<Identity | null> {
  const session = await findLiveSession(sql, claim.sessionId, now);
  if (session === null || session.accountId !== claim.accountId) return null;
  const role = ROLES.find((known) => known === session.role);
  if (role === undefined) return null;
  const { orgId, userId, lastUsedAt } = session;
  if (!session.current || lastUsedAt === null || now.getTime() - lastUsedAt.getTime() > MINUTE_MS) {
    await inTransaction(sql, (tx) => touchSession(tx, { orgId }, session, { now, network }));
  }
  const rule = session.secondFactorRule ?? 'nobody';
  const lacksSecondFactor = session.provider === null && !session.hasSecondFactor && needsSecondFactor(rule, role);
  const credential = { kind: 'session' as const, name: session.name, tokenId: null };
  const teamsOf = role === 'developer' ? userId : null;
  return { orgId, userId, principal: { kind: 'user', orgId, role, teamsOf }, credential, lacksSecondFactor };
}
