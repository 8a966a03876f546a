import type { InferSelectModel } from 'drizzle-orm';
import { DEFAULT_MAIL_SETTINGS, type MailSettings } from '#lib/domain/mail/settings.ts';
import type { Connection, Transaction } from '../client.ts';
import type { mailPreferences } from '../schema/mail.ts';
import type { OrganizationScope } from './scope.ts';

export type MailPreferences = Omit<InferSelectModel<typeof mailPreferences>, 'orgId' | 'userId'>;

/** Of somebody who has chosen nothing. */
const NOTHING_CHOSEN: MailPreferences = {
  weekly: null,
  weeklySince: null,
  organization: true,
  teams: [],
  minimal: false,
  weekday: null,
  hour: null,
  timeZone: null,
  allClear: true,
  watched: true,
  addressFailedAt: null,
  addressFailedReason: null,
};

/** What a person has chosen. */
export async function findMailPreferences(
  sql: Connection,
  { orgId }: OrganizationScope,
  userId: number,
): Promise<MailPreferences> {
  const [row] = await sql<MailPreferences[]>`
    select weekly, weekly_since, organization, teams, minimal, weekday, hour, time_zone, all_clear, watched, address_failed_at,
      address_failed_reason
    from mail_preferences where org_id = ${orgId} and user_id = ${userId}`;
  return row ?? NOTHING_CHOSEN;
}

/** Stores all that a person has chosen; what is known of the address stays. */
export async function saveMailPreferences(
  tx: Transaction,
  { orgId }: OrganizationScope,
  userId: number,
  chosen: Omit<MailPreferences, 'addressFailedAt' | 'addressFailedReason'>,
): Promise<void> {
  const { weekly, weeklySince, organization, teams, minimal, weekday, hour, timeZone, allClear, watched } = chosen;
  await tx`
    insert into mail_preferences (org_id, user_id, weekly, weekly_since, organization, teams, minimal, weekday, hour,
      time_zone, all_clear, watched)
    values (${orgId}, ${userId}, ${weekly}, ${weeklySince}, ${organization}, ${teams}::int[], ${minimal}, ${weekday},
      ${hour}, ${timeZone}, ${allClear}, ${watched})
    on conflict (org_id, user_id) do update set weekly = excluded.weekly, weekly_since = excluded.weekly_since,
      organization = excluded.organization, teams = excluded.teams, minimal = excluded.minimal,
      weekday = excluded.weekday, hour = excluded.hour, time_zone = excluded.time_zone, all_clear = excluded.all_clear,
      watched = excluded.watched`;
}

/** Teams that a person is in, and those whose digest the person has chosen. */
export async function findDigestTeams(
  sql: Connection,
  { orgId }: OrganizationScope,
  userId: number,
  chosen: readonly number[],
): Promise<{ id: number; slug: string; name: string; own: boolean }[]> {
  return sql<{ id: number; slug: string; name: string; own: boolean }[]>`
    select t.id, t.slug, t.name, m.user_id is not null as own
    from teams t left join (
      select distinct team_id, user_id from team_members where org_id = ${orgId} and user_id = ${userId}) m
      on m.team_id = t.id
    where t.org_id = ${orgId} and (m.user_id is not null or t.id = any(${[...chosen]}::int[]))
    order by t.name, t.id`;
}

/** Where the organization has chosen nothing, they are `DEFAULT_MAIL_SETTINGS`. */
export async function findMailSettings(sql: Connection, { orgId }: OrganizationScope): Promise<MailSettings> {
  const [row] = await sql<MailSettings[]>`
    select time_zone, weekday, hour, roles, since from mail_settings where org_id = ${orgId}`;
  return row ?? DEFAULT_MAIL_SETTINGS;
}

export async function saveMailSettings(
  tx: Transaction,
  { orgId }: OrganizationScope,
  { timeZone, weekday, hour, roles, since }: MailSettings,
): Promise<void> {
  await tx`
    insert into mail_settings (org_id, time_zone, weekday, hour, roles, since)
    values (${orgId}, ${timeZone}, ${weekday}, ${hour}, ${[...roles]}::text[], ${since})
    on conflict (org_id) do update set time_zone = excluded.time_zone, weekday = excluded.weekday,
      hour = excluded.hour, roles = excluded.roles, since = excluded.since`;
}

/** How many people get a digest: by their role or because they want one, and not those who want none or cannot be reached. */
export async function countDigestReaders(
  sql: Connection,
  { orgId }: OrganizationScope,
  roles: readonly string[],
): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count
    from users u left join mail_preferences p on p.org_id = ${orgId} and p.user_id = u.id
    where u.org_id = ${orgId} and u.disabled_at is null and u.account_id is not null
      and p.address_failed_at is null and coalesce(p.weekly, u.role = any(${[...roles]}::text[]))`;
  return row?.count ?? 0;
}

export interface FailedAddress {
  userId: number;
  name: string;
  address: string;
  at: Date;
  reason: string;
}

/** Addresses to which nothing is sent, the newest first. */
export async function listFailedAddresses(
  sql: Connection,
  { orgId }: OrganizationScope,
  limit: number,
): Promise<FailedAddress[]> {
  return sql<FailedAddress[]>`
    select p.user_id, u.name, u.email as address, p.address_failed_at as at,
      coalesce(p.address_failed_reason, '') as reason
    from mail_preferences p join users u on u.org_id = ${orgId} and u.id = p.user_id
    where p.org_id = ${orgId} and p.address_failed_at is not null
    order by p.address_failed_at desc limit ${limit}`;
}

/** False when the address had not failed. */
export async function clearAddressFailed(
  tx: Transaction,
  { orgId }: OrganizationScope,
  userId: number,
): Promise<boolean> {
  const rows = await tx`
    update mail_preferences set address_failed_at = null, address_failed_reason = null
    where org_id = ${orgId} and user_id = ${userId} and address_failed_at is not null returning 1`;
  return rows.length > 0;
}
