import type { Role } from '#lib/domain/access/role.ts';
import type { AlertKind } from '#lib/domain/alert/alert.ts';
import type { OutboxPosition } from '#lib/domain/outbox/position.ts';
import type { Connection, Transaction } from '../client.ts';
import type { Fragment } from './fragment.ts';
import type { OrganizationScope } from './scope.ts';

export interface AlertedPerson {
  userId: number;
  name: string;
  role: Role;
  /** Their own, else the organization's, else UTC. */
  timeZone: string;
}

/** Everybody who administers the organization and can sign in. */
export async function listAdministrators(sql: Connection, { orgId }: OrganizationScope): Promise<AlertedPerson[]> {
  return sql<AlertedPerson[]>`
    select u.id as user_id, u.name, u.role, coalesce(p.time_zone, s.time_zone, 'UTC') as time_zone
    from users u left join mail_preferences p on p.org_id = ${orgId} and p.user_id = u.id
    left join mail_settings s on s.org_id = ${orgId}
    where u.org_id = ${orgId} and u.role = 'admin' and u.disabled_at is null and u.account_id is not null
    order by u.id`;
}

interface Chosen {
  kinds: AlertKind[];
  scoreDrop: number;
}

export interface PersonAlerts extends Chosen {
  quietFrom: number | null;
  quietTo: number | null;
  /** Nothing comes, for teams neither. */
  stopped: boolean;
}

/** Of a team: what its people are told of, and the repositories that it owns. */
export interface TeamAlerts extends Chosen {
  repositories: number[];
}

export interface ListedTeamAlerts extends Chosen {
  slug: string;
  name: string;
}

export interface AlertReader {
  transaction: number;
  entry: number;
  nextAt: Date | null;
  sent: number;
}

export async function findPersonAlerts(
  sql: Connection,
  { orgId }: OrganizationScope,
  userId: number,
): Promise<PersonAlerts | null> {
  const [row] = await sql<PersonAlerts[]>`
    select kinds, score_drop, quiet_from, quiet_to, stopped from person_alerts where org_id = ${orgId} and user_id = ${userId}`;
  return row ?? null;
}

/** The clock that alerts of a person go by: their own, else the organization's, else UTC. */
export async function findAlertZone(sql: Connection, { orgId }: OrganizationScope, userId: number): Promise<string> {
  const [row] = await sql<{ timeZone: string }[]>`
    select coalesce(
      (select time_zone from mail_preferences where org_id = ${orgId} and user_id = ${userId}),
      (select time_zone from mail_settings where org_id = ${orgId}), 'UTC') as time_zone`;
  return row?.timeZone ?? 'UTC';
}

export async function upsertPersonAlerts(
  tx: Transaction,
  { orgId }: OrganizationScope,
  userId: number,
  row: PersonAlerts,
): Promise<void> {
  await tx`
    insert into person_alerts (org_id, user_id, kinds, score_drop, quiet_from, quiet_to, stopped)
    values (${orgId}, ${userId}, ${row.kinds}::text[], ${row.scoreDrop}, ${row.quietFrom}, ${row.quietTo}, ${row.stopped})
    on conflict (org_id, user_id) do update set kinds = excluded.kinds, score_drop = excluded.score_drop,
      quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, stopped = excluded.stopped`;
}

export async function findTeamAlerts(
  sql: Connection,
  { orgId }: OrganizationScope,
  teamId: number,
): Promise<Chosen | null> {
  const [row] = await sql<Chosen[]>`
    select kinds, score_drop from team_alerts where org_id = ${orgId} and team_id = ${teamId}`;
  return row ?? null;
}

export async function upsertTeamAlerts(
  tx: Transaction,
  { orgId }: OrganizationScope,
  teamId: number,
  row: Chosen,
): Promise<void> {
  await tx`
    insert into team_alerts (org_id, team_id, kinds, score_drop)
    values (${orgId}, ${teamId}, ${row.kinds}::text[], ${row.scoreDrop})
    on conflict (org_id, team_id) do update set kinds = excluded.kinds, score_drop = excluded.score_drop`;
}

/** What the teams of a person have them told of, by slug. */
export async function listTeamAlertsOf(
  sql: Connection,
  { orgId }: OrganizationScope,
  userId: number,
): Promise<ListedTeamAlerts[]> {
  return sql<ListedTeamAlerts[]>`
    select t.slug, t.name, a.kinds, a.score_drop from team_alerts a
    join teams t on t.org_id = a.org_id and t.id = a.team_id
    where a.org_id = ${orgId} and t.org_id = ${orgId} and cardinality(a.kinds) > 0 and exists (
      select 1 from team_members m where m.org_id = ${orgId} and m.team_id = a.team_id and m.user_id = ${userId})
    order by t.slug`;
}

/** The same, with the repositories that each team owns. */
export async function findTeamAlertsOf(
  sql: Connection,
  { orgId }: OrganizationScope,
  userId: number,
): Promise<TeamAlerts[]> {
  return sql<TeamAlerts[]>`
    select a.kinds, a.score_drop,
      array(select distinct o.repo_id from team_repositories o where o.org_id = ${orgId} and o.team_id = a.team_id) as repositories
    from team_alerts a
    where a.org_id = ${orgId} and cardinality(a.kinds) > 0 and exists (
      select 1 from team_members m where m.org_id = ${orgId} and m.team_id = a.team_id and m.user_id = ${userId})`;
}

/** Organizations of which anybody is to be told of anything, or was until now. */
export async function listAlertingOrganizations(sql: Connection): Promise<number[]> {
  const rows = await sql<{ orgId: number }[]>`
    select org_id from person_alerts where cardinality(kinds) > 0
    union select org_id from team_alerts where cardinality(kinds) > 0
    union select org_id from alert_readers order by 1`;
  return rows.map(({ orgId }) => orgId);
}

export interface DuePerson extends AlertedPerson {
  /** How far they were told; null: they never were. */
  reader: AlertReader | null;
}

/** Whether the person `u` can sign in and is to be told of anything, for themselves or as one of a team. */
const isTold = (sql: Connection, orgId: number): Fragment => sql`
  u.disabled_at is null and u.account_id is not null
  and not exists (select 1 from person_alerts a where a.org_id = ${orgId} and a.user_id = u.id and a.stopped)
  and (exists (select 1 from person_alerts a where a.org_id = ${orgId} and a.user_id = u.id and cardinality(a.kinds) > 0)
    or exists (select 1 from team_members m join team_alerts a on a.org_id = m.org_id and a.team_id = m.team_id
      where m.org_id = ${orgId} and m.user_id = u.id and cardinality(a.kinds) > 0))`;

/** Forgets how far people were told who are told of nothing any more: who is again begins with what happens then. */
export async function deleteIdleReaders(tx: Transaction, { orgId }: OrganizationScope): Promise<void> {
  await tx`
    delete from alert_readers r where r.org_id = ${orgId} and not exists (
      select 1 from users u where u.org_id = ${orgId} and u.id = r.user_id and ${isTold(tx, orgId)})`;
}

/**
 * People who are to be told and may get an alert now: those for whom anything happened, whatever it was, and those who were
 * never told. With `limit`, as `exists` would be joined: the whole outbox read.
 */
export async function findDuePeople(sql: Connection, { orgId }: OrganizationScope, now: Date): Promise<DuePerson[]> {
  const rows = await sql<(AlertedPerson & { [Field in keyof AlertReader]: AlertReader[Field] | null })[]>`
    select u.id as user_id, u.name, u.role, coalesce(p.time_zone, s.time_zone, 'UTC') as time_zone,
      r.transaction::float8 as transaction, r.entry::float8 as entry, r.next_at, r.sent
    from users u left join mail_preferences p on p.org_id = ${orgId} and p.user_id = u.id
    left join mail_settings s on s.org_id = ${orgId}
    left join alert_readers r on r.org_id = ${orgId} and r.user_id = u.id
    where u.org_id = ${orgId} and ${isTold(sql, orgId)} and (r.next_at is null or r.next_at <= ${now})
      and (r.user_id is null or (
        select o.id from outbox o where o.org_id = ${orgId} and (o.transaction, o.id) > (r.transaction, r.entry)
        order by o.transaction, o.id limit 1) is not null)
    order by u.id`;
  return rows.map(({ userId, name, role, timeZone, transaction, entry, nextAt, sent }) => ({
    ...{ userId, name, role, timeZone },
    reader: transaction === null || entry === null ? null : { transaction, entry, nextAt, sent: sent ?? 0 },
  }));
}

/** Begins to tell somebody of what happens after a position; somebody who is told already goes on. */
export async function startReader(
  tx: Transaction,
  { orgId }: OrganizationScope,
  userId: number,
  from: OutboxPosition,
): Promise<void> {
  await tx`
    insert into alert_readers (org_id, user_id, transaction, entry, sent)
    values (${orgId}, ${userId}, ${from.transaction}, ${from.id}, 0) on conflict (org_id, user_id) do nothing`;
}

/** Moves somebody on; false when another worker did so since `before` was read. */
export async function moveReader(
  tx: Transaction,
  { orgId }: OrganizationScope,
  userId: number,
  before: AlertReader,
  to: AlertReader,
): Promise<boolean> {
  const rows = await tx`
    update alert_readers set transaction = ${to.transaction}, entry = ${to.entry}, next_at = ${to.nextAt}, sent = ${to.sent}
    where org_id = ${orgId} and user_id = ${userId} and transaction = ${before.transaction} and entry = ${before.entry}
    returning 1`;
  return rows.length > 0;
}

/** Forgets what a person asked to be told of. */
export async function deleteAlertsOf(tx: Transaction, { orgId }: OrganizationScope, userId: number): Promise<void> {
  await tx`delete from person_alerts where org_id = ${orgId} and user_id = ${userId}`;
  await tx`delete from alert_readers where org_id = ${orgId} and user_id = ${userId}`;
}
