import type { InferSelectModel } from 'drizzle-orm';
import type { Connection, Transaction } from '../client.ts';
import type { identities } from '../schema/sign-in.ts';

export type StoredIdentity = InferSelectModel<typeof identities>;

export interface IdentityKey {
  issuer: string;
  subject: string;
}

export async function findIdentity(
  sql: Connection,
  { issuer, subject }: IdentityKey,
): Promise<Pick<StoredIdentity, 'accountId'> | null> {
  const [row] = await sql<Pick<StoredIdentity, 'accountId'>[]>`
    select account_id from identities where issuer = ${issuer} and subject = ${subject}`;
  return row ?? null;
}

/** False when the identity belongs to an account already. */
export async function insertIdentity(
  sql: Transaction,
  { issuer, subject }: IdentityKey,
  input: { accountId: number; provider: string; email: string | null; now: Date },
): Promise<boolean> {
  const rows = await sql`
    insert into identities (issuer, subject, account_id, provider, email, created_at, last_used_at)
    values (${issuer}, ${subject}, ${input.accountId}, ${input.provider}, ${input.email}, ${input.now}, ${input.now})
    on conflict (issuer, subject) do nothing returning 1`;
  return rows.length > 0;
}

/** Records a use, and the address as it is now. */
export async function touchIdentity(
  sql: Transaction,
  { issuer, subject }: IdentityKey,
  { provider, email, now }: { provider: string; email: string | null; now: Date },
): Promise<void> {
  await sql`
    update identities set last_used_at = ${now}, email = ${email}, provider = ${provider}
    where issuer = ${issuer} and subject = ${subject}`;
}

export async function listIdentities(sql: Connection, accountId: number): Promise<StoredIdentity[]> {
  return sql<StoredIdentity[]>`
    select * from identities where account_id = ${accountId} order by created_at, issuer, subject limit 100`;
}

/** False when the account has no such identity. */
export async function deleteIdentity(
  sql: Transaction,
  accountId: number,
  { issuer, subject }: IdentityKey,
): Promise<boolean> {
  const rows = await sql`
    delete from identities where account_id = ${accountId} and issuer = ${issuer} and subject = ${subject} returning 1`;
  return rows.length > 0;
}
