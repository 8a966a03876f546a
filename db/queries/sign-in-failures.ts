import type { Connection, Transaction } from '../client.ts';

/** One e-mail address (hashed) tried from one source. */
export interface SignInPair {
  address: Buffer;
  source: string;
}

export interface SignInFailures {
  failures: number;
  /** Time of the first failure that counts. */
  since: Date;
}

/** Failures of the pair whose first is later than `after`; null when there are none. */
export async function findSignInFailures(
  sql: Connection,
  { address, source }: SignInPair,
  after: Date,
): Promise<SignInFailures | null> {
  const [row] = await sql<SignInFailures[]>`
    select failures, since from sign_in_failures
    where address = ${address} and source = ${source} and since > ${after}`;
  return row ?? null;
}

/** Counts a failure. A count that began before `after` starts again at one; such counts of other pairs are deleted. */
export async function addSignInFailure(
  sql: Transaction,
  { address, source }: SignInPair,
  { now, after }: { now: Date; after: Date },
): Promise<number> {
  const [row] = await sql<{ failures: number }[]>`
    insert into sign_in_failures as f (address, source, failures, since) values (${address}, ${source}, 1, ${now})
    on conflict (address, source) do update set
      failures = case when f.since > ${after} then f.failures + 1 else 1 end,
      since = case when f.since > ${after} then f.since else excluded.since end
    returning failures`;
  await forgetOldSignInFailures(sql, after);
  return row?.failures ?? 1;
}

export async function forgetSignInFailures(sql: Transaction, { address, source }: SignInPair): Promise<void> {
  await sql`delete from sign_in_failures where address = ${address} and source = ${source}`;
}

/** Deletes counts that began at this time or before. */
export async function forgetOldSignInFailures(sql: Transaction, after: Date): Promise<void> {
  await sql`delete from sign_in_failures where since <= ${after}`;
}
