import { randomBytes } from 'node:crypto';
import type { Sql } from '#db/client.ts';
import { findFirstMembership, insertSession } from '#db/queries/sessions.ts';
import { inTransaction } from '#db/transaction.ts';
import type { SecondStep } from '#lib/domain/access/second-step.ts';
import { DAY_MS } from '#lib/domain/time.ts';
import { Fault } from '#lib/errors.ts';
import { writeAudit } from '../audit/write-audit.ts';

/** Seconds after which people sign in again. */
export const SESSION_SECONDS = (14 * DAY_MS) / 1000;

/** Where a session is used. */
export interface SessionOrigin {
  /** IP address or network. */
  source: string;
  /** `Firefox on Linux`; null for what is no known browser. */
  device: string | null;
}

export interface NewSession {
  accountId: number;
  /** The person of the account whose organization it shows; without it, of the organization that saw the account last. */
  userId?: number;
  origin: SessionOrigin;
  /** Id of the sign-in provider; without it, a password. */
  provider?: string;
  /** What followed the password; without it, nothing. */
  secondStep?: SecondStep;
  /** True where the person signs in; else the session follows from a change that is in the audit log itself. */
  signsIn?: boolean;
}

/**
 * Stores a new session; its id goes into the cookie.
 * @throws Fault `forbidden` when no organization lets the account in
 */
export async function startSession(sql: Sql, input: NewSession, now: Date): Promise<{ id: string; accountId: number }> {
  const { accountId, origin, provider = null, secondStep = null, signsIn = false } = input;
  const id = randomBytes(24).toString('base64url');
  const expiresAt = new Date(now.getTime() + SESSION_SECONDS * 1000);
  await inTransaction(sql, async (tx) => {
    const found = await findFirstMembership(tx, accountId, input.userId ?? null);
    if (found === null) throw new Fault('forbidden', 'This account belongs to no organization any more.');
    const { orgId, userId, name } = found;
    const { device, source: network } = origin;
    await insertSession(tx, { id, accountId, userId, provider, secondStep, device, network, now, expiresAt });
    if (!signsIn) return;
    const by = { orgId, at: now, actor: { kind: 'person', id: userId, name } as const, source: network };
    const target = { kind: 'person', id: String(userId), name } as const;
    await writeAudit(tx, by, { verb: 'session.signed_in', target, detail: provider === null ? {} : { provider } });
  });
  return { id, accountId };
}
