import type { InferSelectModel } from 'drizzle-orm';
import type { Person } from '#lib/domain/access/refuse-change-of-person.ts';
import type { Role } from '#lib/domain/access/role.ts';
import type { Connection, Transaction } from '../client.ts';
import type { users } from '../schema/access.ts';
import type { OrganizationScope } from './scope.ts';

export type User = InferSelectModel<typeof users>;

export interface NewUser {
  email: string;
  name: string;
  role: Role;
  /** Null until an invited person has accepted. */
  accountId: number | null;
  now: Date;
}

/** Addresses are stored in lower case. */
export async function findUserByEmail(sql: Connection, scope: OrganizationScope, email: string): Promise<User | null> {
  const [row] = await sql<User[]>`select * from users where org_id = ${scope.orgId} and email = ${email}`;
  return row ?? null;
}

export async function findUser(sql: Connection, scope: OrganizationScope, id: number): Promise<User | null> {
  const [row] = await sql<User[]>`select * from users where org_id = ${scope.orgId} and id = ${id}`;
  return row ?? null;
}

export async function findUserById(sql: Connection, id: number): Promise<User | null> {
  const [row] = await sql<User[]>`select * from users where id = ${id}`;
  return row ?? null;
}

/** Whether any organization has an administrator who can sign in. */
export async function anyAdministrator(sql: Connection): Promise<boolean> {
  const rows = await sql`
    select 1 from users where role = 'admin' and disabled_at is null and account_id is not null limit 1`;
  return rows.length > 0;
}

/** Null when the address is taken in this organization. */
export async function insertUser(sql: Transaction, scope: OrganizationScope, input: NewUser): Promise<User | null> {
  const [row] = await sql<User[]>`
    insert into users (org_id, account_id, email, name, role, created_at)
    values (${scope.orgId}, ${input.accountId}, ${input.email}, ${input.name}, ${input.role}, ${input.now})
    on conflict (org_id, email) do nothing returning *`;
  return row ?? null;
}

/** Ties an invited person to the account that accepted. */
export async function setAccount(
  sql: Transaction,
  scope: OrganizationScope,
  userId: number,
  { accountId, name }: { accountId: number; name: string },
): Promise<void> {
  await sql`
    update users set account_id = ${accountId}, name = ${name}
    where org_id = ${scope.orgId} and id = ${userId} and removed_at is null`;
}

export async function setUserName(
  sql: Transaction,
  scope: OrganizationScope,
  userId: number,
  name: string,
): Promise<void> {
  await sql`update users set name = ${name} where org_id = ${scope.orgId} and id = ${userId} and removed_at is null`;
}

/** Writes down, or with null forgets, the address that the person wants instead. False when it was so before. */
export async function setWantedEmail(
  sql: Transaction,
  scope: OrganizationScope,
  userId: number,
  wanted: { email: string; now: Date } | null,
): Promise<boolean> {
  const rows = await sql`
    update users set wanted_email = ${wanted?.email ?? null}, wanted_email_at = ${wanted?.now ?? null}
    where org_id = ${scope.orgId} and id = ${userId} and removed_at is null
      and wanted_email is distinct from ${wanted?.email ?? null}::text returning 1`;
  return rows.length > 0;
}

/** Changes of people of one organization wait for each other until the transaction ends, so that rules about all of them hold. */
export async function lockPeople(sql: Transaction, scope: OrganizationScope): Promise<void> {
  await sql`select 1 from organizations where id = ${scope.orgId} for no key update`;
}

export interface NamedPerson extends Person {
  name: string;
  accountId: number | null;
  /** Id of the sign-in provider whose groups gave the role; null when a person gave it. */
  roleFrom: string | null;
}

/** Null for somebody of another organization, and for who was removed. */
export async function findPerson(sql: Connection, scope: OrganizationScope, id: number): Promise<NamedPerson | null> {
  const [row] = await sql<NamedPerson[]>`
    select id, name, role, disabled_at is not null as disabled, account_id is null as invited, account_id, role_from
    from users where org_id = ${scope.orgId} and id = ${id} and removed_at is null`;
  return row ?? null;
}

/** How many people of the organization can sign in and manage people. */
export async function countActiveAdministrators(sql: Connection, scope: OrganizationScope): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from users
    where org_id = ${scope.orgId} and role = 'admin' and disabled_at is null and account_id is not null`;
  return row?.count ?? 0;
}

/**
 * `disabledAt` stays that of the first time when somebody is disabled again. Who is enabled signs in anew: sessions that
 * began earlier stay out.
 */
export async function setAccess(
  sql: Transaction,
  scope: OrganizationScope,
  userId: number,
  { role, disabled, roleFrom, now }: { role: Role; disabled: boolean; roleFrom: string | null; now: Date },
): Promise<void> {
  const disabledAt = disabled ? now : null;
  await sql`
    update users set role = ${role}, role_from = ${roleFrom},
      enabled_at = case when disabled_at is not null and not ${disabled} then ${now} else enabled_at end,
      disabled_at = case when ${disabled} then coalesce(disabled_at, ${disabledAt}) end
    where org_id = ${scope.orgId} and id = ${userId}`;
}

/** What history says of somebody who was removed. */
export const REMOVED_NAME = 'Removed person';

/** Takes name, address and account away. No address of e-mail looks like the one that is stored instead. */
export async function eraseUser(sql: Transaction, scope: OrganizationScope, userId: number, now: Date): Promise<void> {
  await sql`
    update users set name = ${REMOVED_NAME}, email = ${`removed ${userId}`}, wanted_email = null, wanted_email_at = null,
      account_id = null, last_seen_at = null, disabled_at = coalesce(disabled_at, ${now}), removed_at = ${now}
    where org_id = ${scope.orgId} and id = ${userId}`;
}
