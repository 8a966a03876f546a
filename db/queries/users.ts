import type { InferSelectModel } from 'drizzle-orm';
import type { Role } from '#lib/domain/access/role.ts';
import type { Connection, Transaction } from '../client.ts';
import type { users } from '../schema/access.ts';
import type { OrganizationScope } from './scope.ts';

export type User = InferSelectModel<typeof users>;

export interface NewUser {
  email: string;
  name: string;
  role: Role;
  /** Null until an invited person has chosen one. */
  passwordHash: string | null;
  now: Date;
}

/** Addresses are unique over all organizations; they are stored in lower case. */
export async function findUserByEmail(sql: Connection, email: string): Promise<User | null> {
  const [row] = await sql<User[]>`select * from users where email = ${email}`;
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
    select 1 from users
    where role = 'admin' and disabled_at is null and password_hash is not null limit 1`;
  return rows.length > 0;
}

/** Null when the address is taken. */
export async function insertUser(sql: Transaction, scope: OrganizationScope, input: NewUser): Promise<User | null> {
  const [row] = await sql<User[]>`
    insert into users (org_id, email, name, role, password_hash, created_at)
    values (${scope.orgId}, ${input.email}, ${input.name}, ${input.role}, ${input.passwordHash}, ${input.now})
    on conflict (email) do nothing returning *`;
  return row ?? null;
}

export async function setPassword(
  sql: Transaction,
  scope: OrganizationScope,
  userId: number,
  change: { passwordHash: string; name: string },
): Promise<void> {
  await sql`
    update users set password_hash = ${change.passwordHash}, name = ${change.name}
    where org_id = ${scope.orgId} and id = ${userId}`;
}

export async function setUserName(
  sql: Transaction,
  scope: OrganizationScope,
  userId: number,
  name: string,
): Promise<void> {
  await sql`update users set name = ${name} where org_id = ${scope.orgId} and id = ${userId}`;
}
