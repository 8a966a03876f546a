import type { InferSelectModel } from 'drizzle-orm';
import { sqlState } from '../classify-error.ts';
import type { Connection, Transaction } from '../client.ts';
import type { accounts } from '../schema/access.ts';

export type Account = InferSelectModel<typeof accounts>;

export interface NewAccount {
  email: string;
  /** Null for who signs in by other means only. */
  passwordHash: string | null;
  now: Date;
}

/** A person of one organization whom an account stands for, disabled or not. */
export interface Membership {
  orgId: number;
  userId: number;
  name: string;
  disabled: boolean;
}

export interface KnownAccount extends Account {
  /** Whether any organization lets it in. */
  usable: boolean;
}

/** Addresses are stored in lower case. */
export async function findAccountByEmail(sql: Connection, email: string): Promise<KnownAccount | null> {
  const [row] = await sql<KnownAccount[]>`
    select a.*, exists (select 1 from users u where u.account_id = a.id and u.disabled_at is null) as usable
    from accounts a where a.email = ${email}`;
  return row ?? null;
}

export async function findAccount(sql: Connection, id: number): Promise<Account | null> {
  const [row] = await sql<Account[]>`select * from accounts where id = ${id}`;
  return row ?? null;
}

/** Keeps the account as it is until the transaction ends. False when there is none. */
export async function lockAccount(sql: Transaction, id: number): Promise<boolean> {
  const rows = await sql`select 1 from accounts where id = ${id} for update`;
  return rows.length > 0;
}

/** In the order of the organizations, so that transactions which write to all of them do not wait for each other in a circle. */
export async function findMemberships(sql: Connection, accountId: number): Promise<Membership[]> {
  return sql<Membership[]>`
    select org_id, id as user_id, name, disabled_at is not null as disabled
    from users where account_id = ${accountId} order by org_id`;
}

/** An organization that lets an account in. */
export interface OpenOrganization {
  name: string;
  slug: string;
  userId: number;
}

/** By name. */
export async function findOpenOrganizations(sql: Connection, accountId: number): Promise<OpenOrganization[]> {
  return sql<OpenOrganization[]>`
    select o.name, o.slug, u.id as user_id from users u join organizations o on o.id = u.org_id
    where u.account_id = ${accountId} and u.disabled_at is null order by lower(o.name), o.id`;
}

/** Null when the address is taken. */
export async function insertAccount(
  sql: Transaction,
  { email, passwordHash, now }: NewAccount,
): Promise<Account | null> {
  const [row] = await sql<Account[]>`
    insert into accounts (email, password_hash, created_at) values (${email}, ${passwordHash}, ${now})
    on conflict (email) do nothing returning *`;
  return row ?? null;
}

export async function setPassword(sql: Transaction, id: number, passwordHash: string): Promise<void> {
  await sql`update accounts set password_hash = ${passwordHash} where id = ${id}`;
}

/** Deletes the account, its sessions with it, when its person belongs to no organization any more. */
export async function forgetAccount(sql: Transaction, id: number): Promise<void> {
  await sql`delete from accounts where id = ${id} and not exists (select 1 from users where account_id = ${id})`;
}

const UNIQUE_VIOLATION = '23505';

/**
 * Writes the address of the account and its copies; a wish for another one is settled by that. False when one of them is
 * taken, if only since a moment ago: then the transaction can do nothing but end.
 */
export async function setEmail(sql: Transaction, id: number, email: string): Promise<boolean> {
  try {
    const changed = await sql`update accounts set email = ${email} where id = ${id} and email <> ${email} returning 1`;
    if (changed.length === 0) return false;
    await sql`update users set email = ${email}, wanted_email = null, wanted_email_at = null where account_id = ${id}`;
    return true;
  } catch (error) {
    // Asking first whether it is taken would leave a moment in which somebody else takes it.
    if (sqlState(error) === UNIQUE_VIOLATION) return false;
    throw error;
  }
}
