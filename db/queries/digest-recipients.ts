import type { DigestWish } from '#lib/domain/digest/due-digests.ts';
import type { Connection } from '../client.ts';
import type { OrganizationScope } from './scope.ts';

/** Somebody who may get digests, with what they have chosen. */
export interface DigestRecipient extends DigestWish {
  name: string;
  email: string;
  minimal: boolean;
  allClear: boolean;
}

/** One person; null: everybody who can sign in and whose address takes mail, `invited` ones too where they are asked for. */
interface Who {
  userId: number | null;
  invited: boolean;
}

export async function listDigestRecipients(
  sql: Connection,
  { orgId }: OrganizationScope,
  { userId, invited }: Who,
): Promise<DigestRecipient[]> {
  return sql<DigestRecipient[]>`
    select u.id as user_id, u.name, u.email, u.role, u.created_at, u.enabled_at, p.weekly, p.weekly_since,
      coalesce(p.organization, true) as organization, coalesce(p.teams, '{}') as teams,
      coalesce(p.minimal, false) as minimal, p.weekday, p.hour, p.time_zone, coalesce(p.all_clear, true) as all_clear
    from users u left join mail_preferences p on p.org_id = ${orgId} and p.user_id = u.id
    where u.org_id = ${orgId} and u.disabled_at is null and u.removed_at is null
      and (${userId}::int is null or u.id = ${userId})
      and (${userId}::int is not null or (p.address_failed_at is null and (${invited} or u.account_id is not null)))
    order by u.id`;
}

/** Those of `keys` of which there is a mail. */
export async function findMailKeys(
  sql: Connection,
  { orgId }: OrganizationScope,
  keys: readonly string[],
): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const rows = await sql<{ key: string }[]>`
    select key from mails where org_id = ${orgId} and key = any(${[...keys]}::text[])`;
  return new Set(rows.map(({ key }) => key));
}

/** Who got a digest since then, by mail or on screen. */
export async function findWhoHeard(sql: Connection, { orgId }: OrganizationScope, since: Date): Promise<Set<number>> {
  const rows = await sql<{ userId: number }[]>`
    select distinct user_id from mails
    where org_id = ${orgId} and kind in ('digest', 'digest_all_clear') and state <> 'skipped' and created_at >= ${since}`;
  return new Set(rows.map(({ userId }) => userId));
}
