import type { InferSelectModel } from 'drizzle-orm';
import type { Connection, Transaction } from '../client.ts';
import type { SetupPurpose, setupCodes } from '../schema/access.ts';

export type SetupCode = InferSelectModel<typeof setupCodes>;

export interface NewSetupCode {
  hash: Buffer;
  purpose: SetupPurpose;
  /** Whom an invitation is for. */
  userId?: number;
  /** Whose password is replaced. */
  accountId?: number;
  now: Date;
  expiresAt: Date;
}

/** Takes a lock until the transaction ends, so that concurrent requests create one first administrator only. */
export async function lockSetup(sql: Connection): Promise<void> {
  await sql`select pg_advisory_xact_lock(8370143)`;
}

export async function insertSetupCode(sql: Transaction, input: NewSetupCode): Promise<void> {
  await sql`
    insert into setup_codes (hash, purpose, user_id, account_id, created_at, expires_at, active)
    values (${input.hash}, ${input.purpose}, ${input.userId ?? null}, ${input.accountId ?? null}, ${input.now}, ${input.expiresAt}, true)`;
}

/** The code; null when it is unknown, used or expired. */
export async function findSetupCode(sql: Connection, hash: Buffer, now: Date): Promise<SetupCode | null> {
  const [row] = await sql<SetupCode[]>`
    select * from setup_codes where hash = ${hash} and active and used_at is null and expires_at > ${now}`;
  return row ?? null;
}

/** Marks a code as used; false when it was used or expired meanwhile. */
export async function spendSetupCode(sql: Transaction, hash: Buffer, now: Date): Promise<boolean> {
  const rows = await sql`
    update setup_codes set used_at = ${now}, active = false
    where hash = ${hash} and active and used_at is null and expires_at > ${now} returning hash`;
  return rows.length > 0;
}

/** Ends every open code of one purpose; for invitations, those of one person. */
export async function endSetupCodes(sql: Transaction, purpose: SetupPurpose, userId: number | null): Promise<void> {
  await sql`
    update setup_codes set active = false
    where purpose = ${purpose} and active and user_id is not distinct from ${userId}`;
}

/** Ends every open code that replaces the password of this account. */
export async function endPasswordCodes(sql: Transaction, accountId: number): Promise<void> {
  await sql`update setup_codes set active = false where purpose = 'password' and active and account_id = ${accountId}`;
}
