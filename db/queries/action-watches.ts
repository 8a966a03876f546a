import type { WorkEventKind } from '#lib/domain/action/work.ts';
import type { WorkEventDetail } from '#lib/domain/action/work-event.ts';
import type { Connection, Transaction } from '../client.ts';
import { inOneRepository } from './action-work.ts';
import { type Place, placesAs } from './places.ts';
import type { OrganizationScope, RepositoryScope } from './scope.ts';

/** @returns how many of them were otherwise before */
export async function setActionWatches(
  tx: Transaction,
  { orgId }: OrganizationScope,
  places: readonly Place[],
  userId: number,
  { watching, now }: { watching: boolean; now: Date },
): Promise<number> {
  const rows = await tx`
    insert into action_watches (org_id, repo_id, action_number, user_id, watching, since, told_since, due_at)
    select ${orgId}::int, p.repo_id, p.number, ${userId}::int, ${watching}::boolean, ${now}::timestamptz, null, null
    from ${placesAs(tx, 'p', places)} where ${inOneRepository(tx, 'p.repo_id', places)} order by p.repo_id, p.number
    on conflict (org_id, repo_id, action_number, user_id) do update
      set watching = excluded.watching, since = excluded.since, told_since = null, due_at = null
    where action_watches.watching <> excluded.watching returning 1`;
  return rows.length;
}

/** Whether somebody watches an action, and how many people do. */
export async function findActionWatch(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  action: number,
  userId: number | null,
): Promise<{ mine: boolean; watchers: number }> {
  const [row] = await sql<{ mine: boolean; watchers: number }[]>`
    select coalesce(bool_or(user_id = ${userId}::int), false) as mine, count(*)::int as watchers from action_watches
    where org_id = ${orgId} and repo_id = ${repoId} and action_number = ${action} and watching`;
  return row ?? { mine: false, watchers: 0 };
}

/** Notes that something happened to actions for those who watch them. Nobody is told what they did. */
export async function noteActionWatchers(
  tx: Transaction,
  { orgId }: OrganizationScope,
  places: readonly Place[],
  { by, at, dueAt }: { by: number | null; at: Date; dueAt: Date },
): Promise<void> {
  if (places.length === 0) return;
  await tx`
    update action_watches w set told_since = coalesce(w.told_since, ${at}::timestamptz),
      due_at = coalesce(w.due_at, ${dueAt}::timestamptz)
    from ${placesAs(tx, 'p', places)}
    where w.org_id = ${orgId} and w.repo_id = p.repo_id and w.action_number = p.number and w.watching
      and w.user_id is distinct from ${by}::int and ${inOneRepository(tx, 'w.repo_id', places)}`;
}

export interface ActionNotice extends Place {
  fullName: string;
  since: Date;
}

/** Takes what a person is to be told of actions, where these still are: of two workers one gets it. */
export async function takeActionNotices(
  tx: Transaction,
  { orgId }: OrganizationScope,
  userId: number,
): Promise<ActionNotice[]> {
  return tx<ActionNotice[]>`
    with due as materialized (
      select w.repo_id, w.action_number, w.told_since from action_watches w
      where w.org_id = ${orgId} and w.user_id = ${userId} and w.due_at is not null
      order by w.repo_id, w.action_number for update),
    taken as (
      update action_watches w set told_since = null, due_at = null from due
      where w.org_id = ${orgId} and w.user_id = ${userId} and w.repo_id = due.repo_id
        and w.action_number = due.action_number)
    select due.repo_id, due.action_number as number, due.told_since as since, r.full_name from due
    join repositories r on r.org_id = ${orgId} and r.id = due.repo_id and r.deleting_at is null
    order by due.told_since, due.repo_id, due.action_number`;
}

export interface ToldWork {
  kind: WorkEventKind;
  detail: WorkEventDetail | null;
  at: Date;
  by: string | null;
  /** Whose it became, or was. */
  assignee: string | null;
}

/** What others did to an action since then, and what scans said of it, the oldest first. */
export async function findToldWork(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  { action, since, notBy }: { action: number; since: Date; notBy: number },
): Promise<ToldWork[]> {
  return tx<ToldWork[]>`
    select e.kind, e.detail, e.at, u.name as by, coalesce(p.name, t.name) as assignee from action_events e
    left join users u on u.org_id = ${orgId} and u.id = e.user_id
    left join users p on p.org_id = ${orgId} and e.detail->'assignee'->>'kind' = 'person'
      and p.id = (e.detail->'assignee'->>'id')::int
    left join teams t on t.org_id = ${orgId} and e.detail->'assignee'->>'kind' = 'team'
      and t.id = (e.detail->'assignee'->>'id')::int
    where e.org_id = ${orgId} and e.repo_id = ${repoId} and e.action_number = ${action} and e.at >= ${since}
      and e.user_id is distinct from ${notBy}::int
    order by e.at, e.revision limit 20`;
}
