import type { InferSelectModel } from 'drizzle-orm';

import type { Connection, Transaction } from '../client.ts';
import type { actionIssues } from '../schema/index.ts';
import type { OrganizationScope, RepositoryScope } from './scope.ts';
import type { TrackerScope } from './trackers.ts';

export type IssueRow = InferSelectModel<typeof actionIssues>;
export type IssuePlace = Pick<IssueRow, 'orgId' | 'repoId' | 'actionNumber' | 'trackerId'>;

type NewIssue = Pick<
  IssueRow,
  'actionNumber' | 'trackerId' | 'trackerKind' | 'project' | 'marker' | 'draft' | 'createdAt' | 'createdBy'
>;

/** Orders an issue; false when the action has one in this tracker. */
export async function insertIssue(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  row: NewIssue,
): Promise<boolean> {
  const rows = await tx`
    insert into action_issues (org_id, repo_id, action_number, tracker_id, tracker_kind, project, state, marker, draft,
      attempts, failures, next_at, created_at, created_by)
    values (${orgId}, ${repoId}, ${row.actionNumber}, ${row.trackerId}, ${row.trackerKind}, ${row.project}, 'waiting',
      ${row.marker}, ${tx.json(row.draft)}, 0, 0, ${row.createdAt}, ${row.createdAt}, ${row.createdBy})
    on conflict (org_id, repo_id, action_number, tracker_id) do nothing returning 1`;
  return rows.length > 0;
}

/**
 * Orders once more what was refused, or is gone; false when it is neither. What was refused keeps its marker: if an attempt
 * made it after all, it is found.
 */
export async function reorderIssue(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  row: NewIssue,
): Promise<boolean> {
  const rows = await tx`
    update action_issues set state = 'waiting', project = ${row.project}, draft = ${tx.json(row.draft)},
      marker = case when state = 'gone' or project <> ${row.project} then ${row.marker} else marker end,
      issue_id = null, issue_key = null, url = null, assignee = null, problem = null, failures = 0, told_at = null,
      next_at = ${row.createdAt}, created_at = ${row.createdAt}, created_by = ${row.createdBy}
    where org_id = ${orgId} and repo_id = ${repoId} and action_number = ${row.actionNumber}
      and tracker_id = ${row.trackerId} and state in ('refused', 'gone') returning 1`;
  return rows.length > 0;
}

export interface ListedIssue extends IssueRow {
  /** Null: the tracker was removed. */
  trackerName: string | null;
}

/** The issues of an action, the newest first. */
export async function listIssues(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  action: number,
): Promise<ListedIssue[]> {
  return sql<ListedIssue[]>`
    select i.*, t.name as tracker_name from action_issues i
    left join trackers t on t.org_id = ${orgId} and t.id = i.tracker_id
    where i.org_id = ${orgId} and i.repo_id = ${repoId} and i.action_number = ${action}
    order by i.created_at desc, i.tracker_id`;
}

/** Organizations with something to do at their trackers. */
export async function listOrganizationsWithIssues(sql: Connection, now: Date): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select o.id from organizations o
    where exists (select 1 from action_issues i where i.org_id = o.id and i.next_at <= ${now}) order by o.id`;
  return rows.map(({ id }) => id);
}

/** What is to be done, the longest due first; not at trackers that asked us to wait. */
export async function listDueIssues(
  sql: Connection,
  { orgId }: OrganizationScope,
  now: Date,
  limit: number,
): Promise<IssuePlace[]> {
  return sql<IssuePlace[]>`
    select i.org_id, i.repo_id, i.action_number, i.tracker_id from action_issues i
    where i.org_id = ${orgId} and i.next_at <= ${now} and (i.claimed_until is null or i.claimed_until <= ${now})
      and not exists (
        select 1 from trackers t where t.org_id = ${orgId} and t.id = i.tracker_id and t.paused_until > ${now})
    order by i.next_at, i.repo_id, i.action_number, i.tracker_id limit ${limit}`;
}

/** Takes an issue up, so that no other worker does until then; null when one has, or nothing is due any more. */
export async function claimIssue(
  tx: Transaction,
  { orgId, repoId, actionNumber, trackerId }: IssuePlace,
  { now, until }: { now: Date; until: Date },
): Promise<IssueRow | null> {
  const [row] = await tx<IssueRow[]>`
    update action_issues set claimed_until = ${until},
      attempts = attempts + case when state = 'waiting' then 1 else 0 end
    where org_id = ${orgId} and repo_id = ${repoId} and action_number = ${actionNumber} and tracker_id = ${trackerId}
      and next_at <= ${now} and (claimed_until is null or claimed_until <= ${now}) returning *`;
  return row ?? null;
}

export type IssueOutcome = Pick<
  IssueRow,
  'state' | 'issueId' | 'issueKey' | 'url' | 'assignee' | 'problem' | 'failures' | 'nextAt' | 'checkedAt' | 'toldAt'
>;

/** Notes what came of it, unless somebody else took it up meanwhile. */
export async function settleIssue(tx: Transaction, claimed: IssueRow, to: IssueOutcome): Promise<boolean> {
  const { orgId, repoId, actionNumber, trackerId, claimedUntil } = claimed;
  const isMade = to.issueId !== null;
  const rows = await tx`
    update action_issues set state = ${to.state}, issue_id = ${to.issueId}, issue_key = ${to.issueKey}, url = ${to.url},
      assignee = ${to.assignee}, problem = ${to.problem}, failures = ${to.failures}, next_at = ${to.nextAt},
      checked_at = ${to.checkedAt}, told_at = ${to.toldAt}, claimed_until = null,
      draft = case when ${isMade}::boolean then null else draft end
    where org_id = ${orgId} and repo_id = ${repoId} and action_number = ${actionNumber} and tracker_id = ${trackerId}
      and claimed_until = ${claimedUntil} returning 1`;
  return rows.length > 0;
}

/** Has issues of a closed or changed tracker looked at now. */
export async function wakeIssues(tx: Transaction, { orgId, trackerId }: TrackerScope, now: Date): Promise<void> {
  await tx`
    update action_issues set next_at = ${now}, failures = 0
    where org_id = ${orgId} and tracker_id = ${trackerId} and state = any(${['waiting', 'unreadable']}::text[])`;
}

/** Issues of a tracker that was removed: they keep their links and are asked for no more; those not made never are. */
export async function leaveIssues(tx: Transaction, { orgId, trackerId }: TrackerScope): Promise<void> {
  await tx`
    delete from action_issues where org_id = ${orgId} and tracker_id = ${trackerId} and issue_id is null`;
  await tx`
    update action_issues set next_at = null where org_id = ${orgId} and tracker_id = ${trackerId}`;
}

export interface Closing {
  at: Date;
  /** 0: nothing looks at it any more; no scan says that it is gone. */
  upload: number;
}

/** When a scan closed an action that is closed now; null while it is open, or was never closed. */
export async function findClosing(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  action: number,
): Promise<Closing | null> {
  const [row] = await sql<Closing[]>`
    select e.at, e.upload from action_events e
    join actions a on a.org_id = e.org_id and a.repo_id = e.repo_id and a.number = e.action_number
    where e.org_id = ${orgId} and e.repo_id = ${repoId} and a.org_id = ${orgId} and a.repo_id = ${repoId}
      and e.action_number = ${action} and a.open = 0 and e.kind = any(${['verified', 'closed']}::text[])
    order by e.at desc limit 1`;
  return row ?? null;
}
