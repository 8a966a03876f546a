import type { InferSelectModel } from 'drizzle-orm';
import type { Connection, Transaction } from '../client.ts';
import type { trackers } from '../schema/index.ts';
import type { OrganizationScope } from './scope.ts';

export type TrackerRow = InferSelectModel<typeof trackers>;
export type NewTracker = Omit<TrackerRow, 'orgId' | 'id' | 'pausedUntil'>;

/** One tracker of an organization. */
export interface TrackerScope extends OrganizationScope {
  trackerId: number;
}

/** All of an organization: there are few. */
export async function listTrackers(sql: Connection, { orgId }: OrganizationScope): Promise<TrackerRow[]> {
  return sql<TrackerRow[]>`select * from trackers where org_id = ${orgId} order by name, id`;
}

export async function findTracker(sql: Connection, { orgId, trackerId }: TrackerScope): Promise<TrackerRow | null> {
  const [row] = await sql<TrackerRow[]>`select * from trackers where org_id = ${orgId} and id = ${trackerId}`;
  return row ?? null;
}

/** The same, for a change: nobody else changes it until the transaction ends. */
export async function lockTracker(tx: Transaction, { orgId, trackerId }: TrackerScope): Promise<TrackerRow | null> {
  const [row] = await tx<TrackerRow[]>`select * from trackers where org_id = ${orgId} and id = ${trackerId} for update`;
  return row ?? null;
}

/** Null when there is one of this name. */
export async function insertTracker(
  tx: Transaction,
  { orgId }: OrganizationScope,
  row: NewTracker,
): Promise<number | null> {
  const [made] = await tx<{ id: number }[]>`
    insert into trackers (org_id, kind, name, address, account, token, projects, labels, issue_type, closes, created_at)
    values (${orgId}, ${row.kind}, ${row.name}, ${row.address}, ${row.account}, ${row.token}, ${tx.json(row.projects)},
      ${row.labels}::text[], ${row.issueType}, ${row.closes}, ${row.createdAt})
    on conflict (org_id, name) do nothing returning id`;
  return made?.id ?? null;
}

/** False when another tracker has the name. What it asked us to wait for is forgotten: the next attempt comes at once. */
export async function updateTracker(
  tx: Transaction,
  { orgId, trackerId }: TrackerScope,
  row: Omit<NewTracker, 'kind' | 'createdAt'>,
): Promise<boolean> {
  const rows = await tx`
    update trackers set name = ${row.name}, address = ${row.address}, account = ${row.account}, token = ${row.token},
      projects = ${tx.json(row.projects)}, labels = ${row.labels}::text[], issue_type = ${row.issueType},
      closes = ${row.closes}, paused_until = null
    where org_id = ${orgId} and id = ${trackerId}
      and not exists (select 1 from trackers o where o.org_id = ${orgId} and o.name = ${row.name} and o.id <> ${trackerId})
    returning 1`;
  return rows.length > 0;
}

export async function pauseTracker(tx: Transaction, { orgId, trackerId }: TrackerScope, until: Date): Promise<void> {
  await tx`update trackers set paused_until = ${until} where org_id = ${orgId} and id = ${trackerId}`;
}

export async function deleteTracker(tx: Transaction, { orgId, trackerId }: TrackerScope): Promise<void> {
  await tx`delete from trackers where org_id = ${orgId} and id = ${trackerId}`;
}

/** Names of repositories, to show by example where a rule leads. */
export async function listRepositoryNames(sql: Connection, { orgId }: OrganizationScope): Promise<string[]> {
  const rows = await sql<{ fullName: string }[]>`
    select full_name from repositories
    where org_id = ${orgId} and not demo and not archived and deleting_at is null order by full_name limit 1000`;
  return rows.map(({ fullName }) => fullName);
}
