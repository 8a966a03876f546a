import { randomBytes } from 'node:crypto';
import type { Sql } from '#db/client.ts';
import { forgetOldSessions, insertSession } from '#db/queries/sessions.ts';
import { inTransaction } from '#db/transaction.ts';
import { addDays, DAY_MS } from '#lib/domain/time.ts';
import { writeAudit } from '../audit/write-audit.ts';

/** Seconds after which people sign in again. */
export const SESSION_SECONDS = (14 * DAY_MS) / 1000;

/**
 * Stores a new session; its id goes into the cookie.
 * @param signIn where the person signed in from; without it the session follows from a change that says so itself
 */
export async function startSession(
  sql: Sql,
  user: { id: number; orgId: number; name: string },
  now: Date,
  signIn?: { source: string },
): Promise<{ id: string }> {
  const id = randomBytes(24).toString('base64url');
  const expiresAt = new Date(now.getTime() + SESSION_SECONDS * 1000);
  await inTransaction(sql, async (tx) => {
    await insertSession(tx, { orgId: user.orgId }, { id, userId: user.id, now, expiresAt });
    await forgetOldSessions(tx, addDays(now, -90));
    if (signIn === undefined) return;
    const actor = { kind: 'person', id: user.id, name: user.name } as const;
    const by = { orgId: user.orgId, at: now, actor, source: signIn.source };
    const target = { kind: 'person', id: String(user.id), name: user.name } as const;
    await writeAudit(tx, by, { verb: 'session.signed_in', target });
  });
  return { id };
}
