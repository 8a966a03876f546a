import type { Role } from '#lib/domain/access/role.ts';
import type { SecondStep } from '#lib/domain/access/second-step.ts';
import type { SecondFactorRule } from '#lib/domain/sign-in/second-factor-policy.ts';
import type { Connection, Transaction } from '../client.ts';
import type { OrganizationScope } from './scope.ts';

export interface LiveSession {
  id: string;
  accountId: number;
  orgId: number;
  userId: number;
  role: Role;
  name: string;
  lastUsedAt: Date | null;
  /** Whether it has shown this organization before; else the one that it showed lets its person in no more. */
  current: boolean;
  /** Id of the sign-in provider; null for a password. */
  provider: string | null;
  hasSecondFactor: boolean;
  /** Who must have a second factor in this organization; null when it has said nothing. */
  secondFactorRule: SecondFactorRule | null;
}

export interface NewSession {
  id: string;
  accountId: number;
  userId: number;
  /** Id of the sign-in provider; null for a password. */
  provider: string | null;
  /** What followed the password; null for nothing, and for a provider. */
  secondStep: SecondStep | null;
  device: string | null;
  network: string | null;
  now: Date;
  expiresAt: Date;
}

/** The person is active from that moment on. */
export async function insertSession(sql: Transaction, input: NewSession): Promise<void> {
  const { id, accountId, userId, provider, secondStep, device, network, now, expiresAt } = input;
  await sql`
    insert into sessions (id, account_id, user_id, provider, second_step, device, network, last_used_at, created_at, expires_at)
    values (${id}, ${accountId}, ${userId}, ${provider}, ${secondStep}, ${device}, ${network}, ${now}, ${now}, ${expiresAt})`;
  await sql`update users set last_seen_at = greatest(last_seen_at, ${now}) where id = ${userId} and removed_at is null`;
}

/**
 * The session with the person whom it stands for: of the organization that it showed last, else, when that one lets the
 * person in no more, of the one that saw the person last. Null when it was signed out or has ended, or when no
 * organization is left.
 */
export async function findLiveSession(sql: Connection, id: string, now: Date): Promise<LiveSession | null> {
  const [row] = await sql<LiveSession[]>`
    select s.id, s.account_id, u.org_id, u.id as user_id, u.role, u.name, s.last_used_at,
      s.user_id is not distinct from u.id as current, s.provider, p.second_factor as second_factor_rule,
      exists (select 1 from second_factors f where f.account_id = s.account_id) as has_second_factor
    from sessions s join users u on u.account_id = s.account_id
      left join sign_in_policies p on p.org_id = u.org_id
    where s.id = ${id} and s.revoked_at is null and s.expires_at > ${now}
      and u.disabled_at is null and (u.enabled_at is null or u.enabled_at <= s.created_at)
    order by current desc, u.last_seen_at desc nulls last, u.id limit 1`;
  return row ?? null;
}

/**
 * The person whom a new session of the account stands for: `wanted`, else of the organization that saw the person last.
 * Null: no organization lets the account in.
 */
export async function findFirstMembership(
  sql: Connection,
  accountId: number,
  wanted: number | null,
): Promise<{ orgId: number; userId: number; name: string } | null> {
  const [row] = await sql<{ orgId: number; userId: number; name: string }[]>`
    select org_id, id as user_id, name from users where account_id = ${accountId} and disabled_at is null
    order by id is not distinct from ${wanted}::int desc, last_seen_at desc nulls last, id limit 1`;
  return row ?? null;
}

/** From now on the session shows the organization of this person. */
export async function setSessionUser(sql: Transaction, id: string, userId: number): Promise<void> {
  await sql`update sessions set user_id = ${userId} where id = ${id}`;
}

/** Whose session ended, as far as an organization knows the person; null when it had ended before or is unknown. */
export async function revokeSession(
  sql: Transaction,
  id: string,
  now: Date,
): Promise<Pick<LiveSession, 'orgId' | 'userId' | 'name'> | null> {
  const [row] = await sql<Pick<LiveSession, 'orgId' | 'userId' | 'name'>[]>`
    with ended as (
      update sessions set revoked_at = ${now} where id = ${id} and revoked_at is null returning user_id
    )
    select u.org_id, u.id as user_id, u.name from ended join users u on u.id = ended.user_id`;
  return row ?? null;
}

/** Ends all sessions of the account, but for `keep`. */
export async function revokeSessionsOfAccount(
  sql: Transaction,
  accountId: number,
  now: Date,
  keep = '',
): Promise<void> {
  await sql`
    update sessions set revoked_at = ${now}
    where account_id = ${accountId} and revoked_at is null and id <> ${keep}`;
}

export interface OwnSession extends Pick<NewSession, 'provider' | 'secondStep'> {
  id: string;
  device: string | null;
  network: string | null;
  lastUsedAt: Date | null;
  createdAt: Date;
  expiresAt: Date;
}

/** The account's sessions that could be used now, the newest first. */
export async function listLiveSessions(sql: Connection, accountId: number, now: Date): Promise<OwnSession[]> {
  return sql<OwnSession[]>`
    select id, provider, second_step, device, network, last_used_at, created_at, expires_at from sessions
    where account_id = ${accountId} and revoked_at is null and expires_at > ${now}
    order by created_at desc, id limit 1000`;
}

/** Records that the person is active, here, from where; at most once a minute, so that not every read causes a write. */
export async function touchSession(
  sql: Transaction,
  { orgId }: OrganizationScope,
  session: Pick<LiveSession, 'id' | 'userId'>,
  { now, network }: { now: Date; network: string | null },
): Promise<void> {
  const { id, userId } = session;
  const earlier = new Date(now.getTime() - 60_000);
  await Promise.all([
    sql`
      update sessions set last_used_at = ${now}, user_id = ${userId}, network = coalesce(${network}::text, network)
      where id = ${id} and (last_used_at is null or last_used_at < ${earlier} or user_id is distinct from ${userId})`,
    sql`
      update users set last_seen_at = ${now}
      where org_id = ${orgId} and id = ${userId} and removed_at is null
        and (last_seen_at is null or last_seen_at < ${earlier})`,
  ]);
}

/** Deletes sessions that ended, or were ended, before `before`. */
export async function forgetOldSessions(sql: Transaction, before: Date): Promise<void> {
  await sql`delete from sessions where least(expires_at, revoked_at) < ${before}`;
}
