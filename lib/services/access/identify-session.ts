import type { Sql } from '#db/client.ts';
import { findLiveSession, touchUser } from '#db/queries/sessions.ts';
import { inTransaction } from '#db/transaction.ts';
import { ROLES } from '#lib/domain/access/role.ts';

import { MINUTE_MS } from '#lib/domain/time.ts';
import type { Identity } from './identity.ts';

/** What a session's cookie claims. The row in the database decides whether it is true. */
export interface SessionClaim {
  sessionId: string;
  userId: number;
}

/** The person of a live session; null when it has ended, is unknown, or belongs to somebody else. */
export async function identifySession(sql: Sql, claim: SessionClaim, now: Date): Promise<Identity | null> {
  const session = await findLiveSession(sql, claim.sessionId, now);
  if (session === null || session.userId !== claim.userId) return null;
  const role = ROLES.find((known) => known === session.role);
  if (role === undefined) return null;
  const { orgId, userId } = session;
  if (session.lastSeenAt === null || now.getTime() - session.lastSeenAt.getTime() > MINUTE_MS) {
    await inTransaction(sql, (tx) => touchUser(tx, { orgId }, userId, now));
  }
  const credential = { kind: 'session' as const, name: session.name, tokenId: null };
  return { orgId, userId, principal: { kind: 'user', orgId, role }, credential };
}
