import type { EffortKind } from '#lib/domain/action/effort.ts';
import type { ActionKind } from '#lib/domain/action/key.ts';
import { NO_WORK, type Stage, type Work } from '#lib/domain/action/work.ts';
import { afterLatest } from '#lib/domain/time.ts';
import { asRecords, type BulkRow, bulkInsert } from '../bulk.ts';
import type { Connection, Transaction } from '../client.ts';
import { actionEvents, actionWork } from '../schema/work.ts';
import type { Fragment } from './fragment.ts';
import { type Place, placesAs } from './places.ts';
import type { OrganizationScope, RepositoryScope } from './scope.ts';

/** The work on an action as it is stored. */
export interface WorkColumns {
  stage: Stage;
  userId: number | null;
  teamId: number | null;
  claimedAt: Date | null;
  saidAt: Date | null;
  backUpload: number | null;
  dueAt: Date | null;
  dueReason: string | null;
  revision: number;
}

export const WORK_COLUMNS =
  'w.stage, w.user_id, w.team_id, w.claimed_at, w.said_at, w.back_upload, w.due_at, w.due_reason, w.revision';

export function workOf(row: WorkColumns): Work {
  const { stage, userId, teamId, claimedAt, saidAt, backUpload, dueAt, dueReason } = row;
  const person = userId === null ? null : ({ kind: 'person', id: userId } as const);
  const team = teamId === null ? null : ({ kind: 'team', id: teamId } as const);
  const due = dueAt === null ? null : { at: dueAt, reason: dueReason ?? '' };
  return { stage, assignee: person ?? team, claimedAt, saidAt, backUpload, due };
}

export function columnsOfWork({ assignee, due, ...work }: Work): Omit<WorkColumns, 'revision'> {
  return {
    ...work,
    userId: assignee?.kind === 'person' ? assignee.id : null,
    teamId: assignee?.kind === 'team' ? assignee.id : null,
    dueAt: due?.at ?? null,
    dueReason: due?.reason ?? null,
  };
}

/** The work on an action, locked, beside what the action is. */
export interface LockedWork extends WorkColumns, Place {
  kind: ActionKind;
  effortKind: EffortKind;
  open: number;
}

/** Binds a column to the repository, where all places are of one: its statement goes to one place then. */
export function inOneRepository(sql: Connection, column: string, places: readonly Place[]): Fragment {
  const [first] = places;
  const isOne = first !== undefined && places.every(({ repoId }) => repoId === first.repoId);
  return isOne ? sql`${sql.unsafe(column)} = ${first.repoId}` : sql`true`;
}

/** Locks the work on these actions, which may be in several repositories, always in the same order. */
export async function lockWork(
  tx: Transaction,
  { orgId }: OrganizationScope,
  places: readonly Place[],
): Promise<LockedWork[]> {
  await tx`
    insert into action_work (org_id, repo_id, action_number, stage, user_id, team_id, claimed_at, said_at, back_upload,
      due_at, due_reason, revision)
    select a.org_id, a.repo_id, a.number, ${NO_WORK.stage}::text, null, null, null, null, null, null, null, 0
    from ${placesAs(tx, 'p', places)}
    join actions a on a.org_id = ${orgId} and a.repo_id = p.repo_id and a.number = p.number
    where a.org_id = ${orgId} and ${inOneRepository(tx, 'a.repo_id', places)}
    order by a.repo_id, a.number on conflict do nothing`;
  return tx<LockedWork[]>`
    select w.repo_id, w.action_number as number, a.kind, a.effort_kind, a.open, ${tx.unsafe(WORK_COLUMNS)}
    from ${placesAs(tx, 'p', places)}
    join action_work w on w.org_id = ${orgId} and w.repo_id = p.repo_id and w.action_number = p.number
    join actions a on a.org_id = w.org_id and a.repo_id = w.repo_id and a.number = w.action_number
    where w.org_id = ${orgId} and a.org_id = ${orgId} and ${inOneRepository(tx, 'w.repo_id', places)}
      and ${inOneRepository(tx, 'a.repo_id', places)}
    order by w.repo_id, w.action_number for update of w`;
}

/** Work that a change of the repository's findings may settle: on actions that closed, or that await a scan. Locked. */
export async function lockUnsettledWork(tx: Transaction, { orgId, repoId }: RepositoryScope): Promise<LockedWork[]> {
  return tx<LockedWork[]>`
    select w.repo_id, w.action_number as number, a.kind, a.effort_kind, a.open, ${tx.unsafe(WORK_COLUMNS)}
    from action_work w join actions a on a.org_id = w.org_id and a.repo_id = w.repo_id and a.number = w.action_number
    where w.org_id = ${orgId} and w.repo_id = ${repoId} and a.org_id = ${orgId} and a.repo_id = ${repoId}
      and (a.open = 0 or w.stage = 'awaiting')
    order by w.action_number for update of w`;
}

export type WorkRow = BulkRow<typeof actionWork>;

export async function updateWork(
  tx: Transaction,
  { orgId }: OrganizationScope,
  rows: readonly Omit<WorkRow, 'orgId'>[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx`
    update action_work w set stage = r.stage, user_id = r.user_id, team_id = r.team_id, claimed_at = r.claimed_at,
      said_at = r.said_at, back_upload = r.back_upload, due_at = r.due_at, due_reason = r.due_reason, revision = r.revision
    from jsonb_populate_recordset(null::action_work, ${asRecords(actionWork, rows)}::text::jsonb) as r
    where w.org_id = ${orgId} and w.repo_id = r.repo_id and w.action_number = r.action_number`;
}

export async function deleteWork(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  numbers: number[],
): Promise<void> {
  await tx`
    delete from action_work where org_id = ${orgId} and repo_id = ${repoId} and action_number = any(${numbers}::int[])`;
}

export type ActionEventRow = Omit<BulkRow<typeof actionEvents>, 'orgId'>;

/** Adds to the history of actions: after what it has of each, whatever time the rows say. */
export async function insertActionEvents(
  tx: Transaction,
  { orgId }: OrganizationScope,
  rows: readonly ActionEventRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const places = rows.map(({ repoId, actionNumber }) => ({ repoId, number: actionNumber }));
  const since = new Date(Math.min(...rows.map(({ at }) => at.getTime())));
  const latest = await tx<{ repoId: number; actionNumber: number; at: Date }[]>`
    select e.repo_id, e.action_number, max(e.at) as at
    from ${placesAs(tx, 'p', places)}
    join action_events e on e.org_id = ${orgId} and e.repo_id = p.repo_id and e.action_number = p.number
    where e.org_id = ${orgId} and e.at >= ${since}::timestamptz and ${inOneRepository(tx, 'e.repo_id', places)}
    group by e.repo_id, e.action_number`;
  const latestOf = new Map(latest.map((row) => [`${row.repoId} ${row.actionNumber}`, row.at]));
  const ordered = rows.map((row) => {
    return { ...row, at: afterLatest(row.at, latestOf.get(`${row.repoId} ${row.actionNumber}`) ?? null) };
  });
  await bulkInsert(tx, actionEvents, { orgId }, ordered);
}

/** What changed actions, and when. */
export interface ActionCause {
  at: Date;
  /** 0: no upload. */
  upload: number;
  userId: number | null;
}

const EVENT_COLUMNS = 'org_id, repo_id, action_number, at, kind, upload, user_id, revision, detail';

/** A statement of the history, to be part of another: an event for each of these actions `a` of which the condition holds. */
function eventsWhere(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  numbers: number[],
  kind: 'closed' | 'reopened',
  by: ActionCause,
  condition: Fragment,
): Fragment {
  return tx`
    insert into action_events (${tx.unsafe(EVENT_COLUMNS)})
    select a.org_id, a.repo_id, a.number, greatest(${by.at}::timestamptz, (
      select max(e.at) + interval '1 millisecond' from action_events e
      where e.org_id = ${orgId} and e.repo_id = ${repoId} and e.action_number = a.number and e.at >= ${by.at}::timestamptz)),
      ${kind}, ${by.upload}::int, ${by.userId}::int, 0, null
    from actions a
    where a.org_id = ${orgId} and a.repo_id = ${repoId} and a.number = any(${numbers}::int[]) and ${condition}`;
}

/** For the one that closes these actions: on those on which people work, `settleWork` tells. */
export function closingEvents(tx: Transaction, scope: RepositoryScope, numbers: number[], by: ActionCause): Fragment {
  const isWorkedOn = tx`exists (
    select 1 from action_work w
    where w.org_id = ${scope.orgId} and w.repo_id = ${scope.repoId} and w.action_number = a.number)`;
  return eventsWhere(tx, scope, numbers, 'closed', by, tx`a.open > 0 and not ${isWorkedOn}`);
}

/** For the one that opens these actions: of those that were closed. */
export function reopeningEvents(tx: Transaction, scope: RepositoryScope, numbers: number[], by: ActionCause): Fragment {
  return eventsWhere(tx, scope, numbers, 'reopened', by, tx`a.closed_at is not null`);
}

/** Which of these actions have an open finding that is present in which of these streams. */
export async function findHeldIn(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  numbers: number[],
  streamIds: number[],
): Promise<{ number: number; streamId: number }[]> {
  return tx<{ number: number; streamId: number }[]>`
    select distinct f.action_number as number, s.stream_id from findings f
    join sightings s on s.org_id = f.org_id and s.repo_id = f.repo_id and s.finding_number = f.number
    where f.org_id = ${orgId} and f.repo_id = ${repoId} and f.action_number = any(${numbers}::int[]) and f.state = 'open'
      and s.org_id = ${orgId} and s.repo_id = ${repoId} and s.stream_id = any(${streamIds}::int[]) and s.until_upload is null`;
}
