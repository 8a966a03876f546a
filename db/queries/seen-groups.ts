import type { Connection, Transaction } from '../client.ts';
import type { OrganizationScope } from './scope.ts';

/** No more are kept of one provider: a directory may have any number. */
const MOST = 5000;

/** Notes the groups that a provider told of somebody. Those that were noted since `fresh` stay as they are. */
export async function noteSeenGroups(
  tx: Transaction,
  { orgId }: OrganizationScope,
  provider: string,
  { groups, now, fresh }: { groups: readonly string[]; now: Date; fresh: Date },
): Promise<void> {
  // Each once: no statement writes a row twice. In one order, so that two who sign in at once do not wait for each other in a circle.
  await tx`
    insert into seen_groups as s (org_id, provider, group_name, last_seen_at)
    select ${orgId}::int, ${provider}::text, given.name, ${now}::timestamptz
    from unnest(${[...new Set(groups)].sort()}::text[]) with ordinality as given (name, place)
    where (select count(*) from seen_groups where org_id = ${orgId} and provider = ${provider}) < ${MOST}::int
    order by given.place
    on conflict (org_id, provider, group_name) do update set last_seen_at = excluded.last_seen_at
      where s.last_seen_at < ${fresh}`;
}

/** Forgets groups of the provider that nobody had since `before`. */
export async function forgetSeenGroups(
  tx: Transaction,
  { orgId }: OrganizationScope,
  provider: string,
  before: Date,
): Promise<void> {
  await tx`
    delete from seen_groups where org_id = ${orgId} and provider = ${provider} and last_seen_at < ${before}`;
}

/** By provider and name. */
export async function listSeenGroups(
  sql: Connection,
  { orgId }: OrganizationScope,
  limit: number,
): Promise<{ provider: string; group: string }[]> {
  return sql<{ provider: string; group: string }[]>`
    select provider, group_name as group from seen_groups where org_id = ${orgId}
    order by provider, group_name limit ${limit}`;
}
