import type { EffortKind } from '#lib/domain/action/effort.ts';
import type { ActionKind } from '#lib/domain/action/key.ts';
import type { ActionLoadGroups } from '#lib/domain/action/load.ts';
import type { Lane } from '#lib/domain/action/rank.ts';
import type { Category } from '#lib/domain/finding/finding.ts';
import type { FindingRecord } from '#lib/domain/finding/record.ts';
import { asRecords, type BulkRow, bulkInsert } from '../bulk.ts';
import type { Connection, Transaction } from '../client.ts';
import { actions } from '../schema/finding.ts';
import { type ActionCause, closingEvents, reopeningEvents } from './action-work.ts';
import type { Fragment } from './fragment.ts';
import type { RepositoryScope } from './scope.ts';
import { loweredFrom } from './severity-overrides.ts';

export async function findActionNumbers(
  tx: Transaction,
  scope: RepositoryScope,
  keys: string[],
): Promise<Map<string, number>> {
  const rows = await tx<{ key: string; number: number }[]>`
    select key, number from actions
    where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and key = any(${keys}::text[])`;
  return new Map(rows.map((row) => [row.key, row.number]));
}

export interface ActionGroupRow {
  actionNumber: number;
  accepted: boolean;
  severity: number;
  /** What reports state, where a person set a lower severity; null: nobody did. */
  loweredFrom: number | null;
  confidence: number;
  exploit: number;
  count: number;
  openedAt: Date;
  /** Number of its first finding. */
  first: number;
  /** Of what KEV lists: when it is due. Found by `findKevDue`. */
  kevDueAt?: Date;
}

/** Open and accepted findings of these actions, grouped by the facts that the score's units are computed from. */
export async function findActionGroups(
  tx: Transaction,
  scope: RepositoryScope,
  numbers: number[],
): Promise<ActionGroupRow[]> {
  return tx<ActionGroupRow[]>`
    select action_number, state = 'accepted' as accepted, coalesce(severity_set, severity)::int as severity,
      ${loweredFrom(tx)}::int as lowered_from, confidence, exploit,
      count(*)::int as count, min(opened_at) as opened_at, min(number)::int as first
    from findings
    where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and action_number = any(${numbers}::int[])
      and state in ('open', 'accepted')
    group by 1, 2, 3, 4, 5, 6`;
}

export interface ActionExample {
  actionNumber: number;
  key: string;
  record: FindingRecord;
  /** Of a feed; null: it knows none, or the record does. */
  fixedVersions: string[] | null;
}

/** These findings with a record of each, of which an action's title and kind are derived, and the fixes that a feed knows. */
export async function findActionExamples(
  tx: Transaction,
  scope: RepositoryScope,
  numbers: number[],
): Promise<ActionExample[]> {
  return tx<ActionExample[]>`
    select f.action_number, encode(f.key, 'hex') as key, own.record, f.fixed_versions
    from findings f
    cross join lateral (
      select e.record from evidence e
      where e.org_id = ${scope.orgId} and e.repo_id = ${scope.repoId} and e.finding_number = f.number
      order by e.scanner, e.stream_id limit 1) own
    where f.org_id = ${scope.orgId} and f.repo_id = ${scope.repoId} and f.number = any(${numbers}::int[])`;
}

/** Fixed versions of every open finding of these actions, as reports name them, and as a feed does. */
export async function findFixedVersions(
  tx: Transaction,
  scope: RepositoryScope,
  numbers: number[],
): Promise<{ actionNumber: number; versions: string[] }[]> {
  return tx<{ actionNumber: number; versions: string[] }[]>`
    select f.action_number, e.record -> 'fixedVersions' as versions from findings f
    join evidence e on e.org_id = f.org_id and e.repo_id = f.repo_id and e.finding_number = f.number
    where f.org_id = ${scope.orgId} and f.repo_id = ${scope.repoId} and f.action_number = any(${numbers}::int[]) and f.state = 'open'
      and e.org_id = ${scope.orgId} and e.repo_id = ${scope.repoId}
    union all
    select action_number, to_jsonb(fixed_versions) as versions from findings
    where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and action_number = any(${numbers}::int[]) and state = 'open'
      and fixed_versions is not null`;
}

export type NewAction = Pick<
  BulkRow<typeof actions>,
  'number' | 'key' | 'kind' | 'title' | 'category' | 'target' | 'effortKind'
>;

/** Inserts actions without counts: the ledger counts their findings after these are written. */
export async function insertActions(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  now: Date,
  rows: readonly NewAction[],
): Promise<void> {
  const empty = {
    severity: null,
    open: 0,
    accepted: 0,
    load: {},
    acceptedLoad: {},
    lane: 1,
    value: 0,
    gain: 0,
    dueAt: null,
    atRiskAt: null,
    closedAt: null,
  } as const;
  await bulkInsert(tx, actions, { orgId, repoId, ...empty, firstOpenedAt: now }, rows);
}

export type ActionChange = Pick<
  BulkRow<typeof actions>,
  | 'number'
  | 'kind'
  | 'title'
  | 'category'
  | 'target'
  | 'severity'
  | 'open'
  | 'accepted'
  | 'load'
  | 'acceptedLoad'
  | 'effortKind'
  | 'dueAt'
>;

export interface StoredWeight {
  number: number;
  category: Category;
  load: ActionLoadGroups;
  acceptedLoad: ActionLoadGroups;
}

/** Those of these actions that have findings which the score counts; in a statement that changes them, as they were before. */
const weighing = (sql: Connection, scope: RepositoryScope, numbers: readonly number[]): Fragment => sql`
  select number, category, load, accepted_load from actions
  where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and number = any(${numbers}::int[])
    and (open > 0 or accepted > 0)`;

/**
 * Updates actions that have open or accepted findings, and tells of those that were closed.
 * @returns what they weighed before
 */
export async function updateActions(
  tx: Transaction,
  scope: RepositoryScope,
  rows: readonly ActionChange[],
  by: ActionCause,
): Promise<StoredWeight[]> {
  const numbers = rows.map(({ number }) => number);
  return tx<StoredWeight[]>`
    with told as (${reopeningEvents(tx, scope, numbers, by)}), changed as (
    update actions a set kind = r.kind, title = r.title, category = r.category, target = r.target, severity = r.severity, open = r.open,
      accepted = r.accepted, load = r.load, accepted_load = r.accepted_load, effort_kind = r.effort_kind, due_at = r.due_at, closed_at = null
    from jsonb_populate_recordset(null::actions, ${asRecords(actions, rows)}::text::jsonb) as r
    where a.org_id = ${scope.orgId} and a.repo_id = ${scope.repoId} and a.number = r.number)
    ${weighing(tx, scope, numbers)}`;
}

/** @returns what they weighed before */
export async function closeActions(
  tx: Transaction,
  scope: RepositoryScope,
  numbers: number[],
  by: ActionCause,
): Promise<StoredWeight[]> {
  return tx<StoredWeight[]>`
    with told as (${closingEvents(tx, scope, numbers, by)}), closed as (
    update actions set severity = null, open = 0, accepted = 0, load = '{}', accepted_load = '{}', gain = 0, value = 0, due_at = null, at_risk_at = null, closed_at = ${by.at}
    where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and number = any(${numbers}::int[]))
    ${weighing(tx, scope, numbers)}`;
}

export type ActionPlace = Pick<BulkRow<typeof actions>, 'number' | 'lane' | 'value' | 'gain' | 'atRiskAt'>;

export async function updateActionRanks(
  tx: Transaction,
  scope: RepositoryScope,
  rows: readonly ActionPlace[],
): Promise<void> {
  await tx`
    update actions a set lane = r.lane, value = r.value, gain = r.gain, at_risk_at = r.at_risk_at
    from jsonb_populate_recordset(null::actions, ${asRecords(actions, rows)}::text::jsonb) as r
    where a.org_id = ${scope.orgId} and a.repo_id = ${scope.repoId} and a.number = r.number`;
}

/** What these actions count by now, before it is counted again. */
export async function findStoredLoads(
  tx: Transaction,
  scope: RepositoryScope,
  numbers: number[],
): Promise<{ number: number; load: ActionLoadGroups }[]> {
  return tx<{ number: number; load: ActionLoadGroups }[]>`
    select number, load from actions
    where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and number = any(${numbers}::int[])`;
}

export interface OpenActionRow {
  number: number;
  key: string;
  kind: ActionKind;
  category: Category;
  open: number;
  load: ActionLoadGroups;
  acceptedLoad: ActionLoadGroups;
  lane: Lane;
  value: number;
  gain: number;
  effortKind: EffortKind;
  dueAt: Date | null;
  atRiskAt: Date | null;
}

/** All actions of the repository with open or accepted findings, which the score counts; in batches, because there can be very many. */
export function findOpenActions(tx: Transaction, scope: RepositoryScope): AsyncIterable<OpenActionRow[]> {
  return tx<OpenActionRow[]>`
    select number, key, kind, category, open, load, accepted_load, lane, value, gain, effort_kind, due_at, at_risk_at from actions
    where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and (open > 0 or accepted > 0) order by number`.cursor(
    2000,
  );
}
