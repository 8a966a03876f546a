import type { Connection, Transaction } from '../client.ts';

export async function hasSecondFactor(sql: Connection, accountId: number): Promise<boolean> {
  const rows = await sql`select 1 from second_factors where account_id = ${accountId}`;
  return rows.length > 0;
}

/** The encrypted secret; null without a second factor. */
export async function findSecondFactor(sql: Connection, accountId: number): Promise<{ secret: Buffer } | null> {
  const [row] = await sql<{ secret: Buffer }[]>`select secret from second_factors where account_id = ${accountId}`;
  return row ?? null;
}

/** False when there is one already. */
export async function insertSecondFactor(
  sql: Transaction,
  accountId: number,
  input: { secret: Buffer; step: number; now: Date },
): Promise<boolean> {
  const rows = await sql`
    insert into second_factors (account_id, secret, created_at, last_step)
    values (${accountId}, ${input.secret}, ${input.now}, ${input.step})
    on conflict (account_id) do nothing returning 1`;
  return rows.length > 0;
}

/** Takes the code of a time step. False when it, or a later one, was taken before: also by somebody at the same moment. */
export async function takeStep(sql: Transaction, accountId: number, step: number): Promise<boolean> {
  const rows = await sql`
    update second_factors set last_step = ${step} where account_id = ${accountId} and last_step < ${step} returning 1`;
  return rows.length > 0;
}

/** False when there was none. Its recovery codes go with it. */
export async function deleteSecondFactor(sql: Transaction, accountId: number): Promise<boolean> {
  await sql`delete from recovery_codes where account_id = ${accountId}`;
  const rows = await sql`delete from second_factors where account_id = ${accountId} returning 1`;
  return rows.length > 0;
}

/** Replaces all recovery codes of the account. */
export async function saveRecoveryCodes(sql: Transaction, accountId: number, hashes: readonly Buffer[]): Promise<void> {
  await sql`delete from recovery_codes where account_id = ${accountId}`;
  for (const hash of hashes) {
    await sql`insert into recovery_codes (account_id, hash, used_at) values (${accountId}, ${hash}, ${null})`;
  }
}

/** Takes a recovery code; false when there is no such code, or it was taken before. */
export async function takeRecoveryCode(
  sql: Transaction,
  accountId: number,
  { hash, now }: { hash: Buffer; now: Date },
): Promise<boolean> {
  const rows = await sql`
    update recovery_codes set used_at = ${now}
    where account_id = ${accountId} and hash = ${hash} and used_at is null returning 1`;
  return rows.length > 0;
}

export async function countRecoveryCodes(sql: Connection, accountId: number): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from recovery_codes where account_id = ${accountId} and used_at is null`;
  return row?.count ?? 0;
}
