import { DELIVERY_ROUNDING, type DeliveryLimits, type DeliveryState } from '#lib/domain/limits/judge-delivery.ts';
import type { Connection, Transaction } from '../client.ts';
import type { OrganizationScope } from './scope.ts';

export interface Delivery {
  /** `token 12`, `person 3` */
  sender: string;
  /** Names this delivery among those of the sender. */
  id: string;
  now: Date;
  /** Until when it counts as under way, if nobody says that it has ended. */
  until: Date;
}

const ORGANIZATION = 'organization';

interface Row {
  sender: string;
  used: number;
  waiting: number;
  underWay: number;
  storedBytes: number | null;
  admitted: boolean;
}

/**
 * Counts a delivery for its sender and its organization, unless one of their limits is reached; then nothing but the
 * refusal is counted. One statement; the rows are locked in one order and for no longer than it takes. Null when sender
 * or organization have no row yet (`insertSenders`). Where bytes are limited and were not counted yet, nothing is admitted.
 */
export async function admitDelivery(
  tx: Transaction,
  { orgId }: OrganizationScope,
  delivery: Delivery,
  limits: DeliveryLimits,
): Promise<(DeliveryState & { admitted: boolean }) | null> {
  const { sender, id, now, until } = delivery;
  const rows = await tx<Row[]>`
    with given (sender, quota) as (
      values (${sender}::text, ${limits.ofSender}::float8), (${ORGANIZATION}::text, ${limits.ofOrganization}::float8)
    ), locked as materialized (
      select sender, used, waiting, at, under_way, stored_bytes from delivery_rates
      where org_id = ${orgId} and sender in (${sender}, ${ORGANIZATION}) order by sender for update
    ), state as materialized (
      select g.sender, greatest(0, l.used - faded.count) as used, greatest(0, l.waiting - faded.count) as waiting,
        l.stored_bytes, alive.under_way, alive.count as under_way_count,
        greatest(0, l.used - faded.count) + 1 > g.quota + ${DELIVERY_ROUNDING}::float8 as is_over
      from given g join locked l on l.sender = g.sender
      cross join lateral (
        select greatest(0, extract(epoch from (${now}::timestamptz - l.at)))::float8 * g.quota / 60 as count
      ) faded
      cross join lateral (
        select coalesce(jsonb_object_agg(e.key, e.value), '{}') as under_way, count(*)::int as count
        from jsonb_each(l.under_way) e where e.value::float8 > ${now.getTime()}::float8
      ) alive
    ), verdict as (
      select not bool_or(is_over) and max(under_way_count) < ${limits.atOnce}::int
        and (${limits.storedBytes}::bigint is null or coalesce(max(stored_bytes) < ${limits.storedBytes}::bigint, false)) as admitted
      from state having count(*) = 2
    ), counted as (
      update delivery_rates r set at = greatest(r.at, ${now}),
        used = s.used + case when v.admitted then 1 else 0 end,
        waiting = s.waiting + case
          when not v.admitted and (s.is_over or s.under_way_count >= ${limits.atOnce}::int) then 1 else 0 end,
        under_way = case when v.admitted and s.sender <> ${ORGANIZATION}
          then s.under_way || jsonb_build_object(${id}::text, ${until.getTime()}::float8) else s.under_way end
      from state s, verdict v where r.org_id = ${orgId} and r.sender = s.sender
      returning r.sender
    )
    select s.sender, s.used, s.waiting, s.under_way_count as under_way, s.stored_bytes, v.admitted
    from state s, verdict v, counted c where c.sender = s.sender`;
  const own = rows.find((row) => row.sender === sender);
  const all = rows.find((row) => row.sender === ORGANIZATION);
  if (!own || !all) return null;
  return { admitted: own.admitted, sender: own, organization: all };
}

/** Begins to count for the organization and a sender that have no row yet. */
export async function insertSenders(
  tx: Transaction,
  { orgId }: OrganizationScope,
  { sender, now }: Pick<Delivery, 'sender' | 'now'>,
): Promise<void> {
  await tx`
    insert into delivery_rates (org_id, sender, used, waiting, at, under_way, stored_bytes)
    select ${orgId}::int, given.sender, 0, 0, ${now}::timestamptz, '{}', null
    from unnest(${[ORGANIZATION, sender]}::text[]) as given (sender)
    on conflict (org_id, sender) do nothing`;
}

/** The delivery is still under way, and counts until the given time. */
export async function extendDelivery(
  tx: Transaction,
  { orgId }: OrganizationScope,
  { sender, id, until }: Omit<Delivery, 'now'>,
): Promise<void> {
  await tx`
    update delivery_rates set under_way = under_way || jsonb_build_object(${id}::text, ${until.getTime()}::float8)
    where org_id = ${orgId} and sender = ${sender}`;
}

/** The delivery is no longer under way. */
export async function endDelivery(
  tx: Transaction,
  { orgId }: OrganizationScope,
  { sender, id }: Pick<Delivery, 'sender' | 'id'>,
): Promise<void> {
  await tx`update delivery_rates set under_way = under_way - ${id}::text where org_id = ${orgId} and sender = ${sender}`;
}

/** Adds the bytes of a stored report, where the organization's bytes are counted. */
export async function addStoredBytes(tx: Transaction, { orgId }: OrganizationScope, bytes: number): Promise<void> {
  await tx`
    update delivery_rates set stored_bytes = stored_bytes + ${bytes}::bigint
    where org_id = ${orgId} and sender = ${ORGANIZATION} and stored_bytes is not null`;
}

/** Counts the bytes of the organization's stored reports anew; those of refused ones are gone. Returns them. */
export async function recountStoredBytes(tx: Transaction, { orgId }: OrganizationScope): Promise<number> {
  const [row] = await tx<{ bytes: number }[]>`
    select coalesce(sum(stored_bytes), 0)::float8 as bytes from uploads
    where org_id = ${orgId} and state <> 'rejected' and bytes_removed_at is null`;
  const bytes = row?.bytes ?? 0;
  await tx`
    update delivery_rates set stored_bytes = ${bytes}::bigint where org_id = ${orgId} and sender = ${ORGANIZATION}`;
  return bytes;
}

/** The organization's stored bytes are no longer counted: the next delivery counts them anew, if they are limited then. */
export async function forgetStoredBytes(tx: Transaction, { orgId }: OrganizationScope): Promise<void> {
  await tx`update delivery_rates set stored_bytes = null where org_id = ${orgId} and sender = ${ORGANIZATION}`;
}

/** What counted at the time of the last delivery of the organization, and of each credential. */
export async function findDeliveryUse(
  sql: Connection,
  { orgId }: OrganizationScope,
): Promise<{ isOrganization: boolean; used: number; at: Date }[]> {
  return sql<{ isOrganization: boolean; used: number; at: Date }[]>`
    select sender = ${ORGANIZATION} as is_organization, used, at from delivery_rates where org_id = ${orgId}`;
}
