import type { Role } from '#lib/domain/access/role.ts';
import type { Connection, Transaction } from '../client.ts';
import type { OrganizationScope } from './scope.ts';

export interface LiveSession {
  id: string;
  orgId: number;
  userId: number;
  role: Role;
  name: string;
  email: string;
  lastSeenAt: Date | null;
}

export interface NewSession {
  id: string;
  userId: number;
  now: Date;
  expiresAt: Date;
}

export async function insertSession(sql: Transaction, scope: OrganizationScope, input: NewSession): Promise<void> {
  await sql`
    insert into sessions (id, org_id, user_id, created_at, expires_at)
    values (${input.id}, ${scope.orgId}, ${input.userId}, ${input.now}, ${input.expiresAt})`;
}

/** Null when the session was signed out or has ended, or its user was disabled or removed. */
export async function findLiveSession(sql: Connection, id: string, now: Date): Promise<LiveSession | null> {
  const [row] = await sql<LiveSession[]>`
    select s.id, u.org_id, u.id as user_id, u.role, u.name, u.email, u.last_seen_at
    from sessions s join users u on u.id = s.user_id and u.org_id = s.org_id
    where s.id = ${id} and s.revoked_at is null and s.expires_at > ${now} and u.disabled_at is null`;
  return row ?? null;
}

/** Whose session ended; null when it had ended before or is unknown. */
export async function revokeSession(
  sql: Transaction,
  id: string,
  now: Date,
): Promise<Pick<LiveSession, 'orgId' | 'userId' | 'name'> | null> {
  const [row] = await sql<Pick<LiveSession, 'orgId' | 'userId' | 'name'>[]>`
    update sessions s set revoked_at = ${now} from users u
    where s.id = ${id} and s.revoked_at is null and u.id = s.user_id and u.org_id = s.org_id
    returning s.org_id, s.user_id, u.name`;
  return row ?? null;
}

/** Ends all sessions of the user, but for `keep`. */
export async function revokeSessionsOfUser(
  sql: Transaction,
  scope: OrganizationScope,
  userId: number,
  now: Date,
  keep = '',
): Promise<void> {
  await sql`
    update sessions set revoked_at = ${now}
    where org_id = ${scope.orgId} and user_id = ${userId} and revoked_at is null and id <> ${keep}`;
}

export interface OwnSession {
  id: string;
  createdAt: Date;
  expiresAt: Date;
}

/** The user's sessions that could be used now, the newest first. */
export async function listLiveSessions(
  sql: Connection,
  scope: OrganizationScope,
  userId: number,
  now: Date,
): Promise<OwnSession[]> {
  return sql<OwnSession[]>`
    select id, created_at, expires_at from sessions
    where org_id = ${scope.orgId} and user_id = ${userId} and revoked_at is null and expires_at > ${now}
    order by created_at desc, id limit 1000`;
}

/** Records that the user is active, at most once a minute, so that not every read causes a write. */
export async function touchUser(sql: Transaction, scope: OrganizationScope, userId: number, now: Date): Promise<void> {
  await sql`
    update users set last_seen_at = ${now}
    where org_id = ${scope.orgId} and id = ${userId}
      and (last_seen_at is null or last_seen_at < ${new Date(now.getTime() - 60_000)})`;
}

/** Deletes sessions that ended before `before`. */
export async function forgetOldSessions(sql: Transaction, before: Date): Promise<void> {
  await sql`delete from sessions where expires_at < ${before}`;
}
