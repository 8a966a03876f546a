import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import { SHARED_KINDS } from '#lib/domain/action/key.ts';
import type { ActionLoadGroups } from '#lib/domain/action/load.ts';
import { LANES } from '#lib/domain/action/rank.ts';
import type { Connection } from '../client.ts';
import { ACTION_COLUMNS, type ActionListRow } from './actions-read.ts';
import { slaOf } from './decision-policies.ts';
import { LEARNED_COLUMNS, learnedOf } from './efforts.ts';
import { armsOf, leads, ORDER, type QueuePage, sameRow, union } from './queue-arms.ts';
import { findFewDue } from './queue-due.ts';
import { counted, FEW_DUE, isOfWork, type QueueFilter, titleLike } from './queue-filter.ts';
import { inScope } from './scope.ts';

/** Titles have no index of words: each change of an action would pay for it, and people look for what is near. */
export const SEARCHED_ACTIONS = 5000;

/** A page of the queue: lane by lane, each in its order. */
export async function findQueue(sql: Connection, scope: ReadScope, page: QueuePage): Promise<ActionListRow[]> {
  if (page.fewDue) return findFewDue(sql, scope, page);
  const limit = page.title ? Math.max(SEARCHED_ACTIONS, page.limit) : page.limit;
  const arms = armsOf(sql, scope, { ...page, limit }, `a.key, ${ACTION_COLUMNS}`);
  if (arms.length === 0) return [];
  return sql<ActionListRow[]>`
    select a.*, r.*, ${slaOf(sql, scope)} as sla, ${sql.unsafe(LEARNED_COLUMNS)}
    from (
      select a.* from (${union(sql, arms)}) a
      where ${titleLike(sql, page, 'a')} and ${page.title && page.leading ? leads(sql, scope, page) : sql`true`}
      ${sql.unsafe(ORDER)} limit ${page.limit}) a
    cross join lateral (
      select r.full_name, r.criticality, r.exposure, r.demo from repositories r
      where r.org_id = ${scope.orgId} and r.id = a.repo_id limit 1) r
    ${learnedOf(sql, scope)}
    ${sql.unsafe(ORDER)}`;
}

export interface LaneCount {
  lane: number;
  /** Rows of the queue: what is the same in several repositories is one where `leading`. */
  count: number;
  /** Whether there may be more, which were not looked at. */
  more: boolean;
}

/** Work is all read to be counted, up to here. */
const COUNTED_WORK = 10_000;

function mostCounted(filter: QueueFilter, limit: number): number {
  if (isOfWork(filter)) return COUNTED_WORK;
  if (filter.fewDue) return 2 * FEW_DUE;
  return filter.title ? SEARCHED_ACTIONS : limit;
}

/** How many rows each lane has, as far as the first `limit` actions of it tell. */
export async function countLanes(
  sql: Connection,
  scope: ReadScope,
  filter: QueueFilter,
  { limit, leading }: { limit: number; leading: boolean },
): Promise<LaneCount[]> {
  const most = mostCounted(filter, limit);
  const columns = `a.lane, a.repo_id, a.number, a.key, a.kind, ${filter.title ? 'a.title' : 'null as title'}`;
  const arms = armsOf(sql, scope, { ...filter, after: null, limit: most }, columns);
  if (arms.length === 0) return [];
  const row = sameRow(sql, leading);
  const seen = isOfWork(filter) || filter.fewDue ? sql`sum(f.seen) over ()` : sql`f.seen`;
  // What is in several lanes stands in the first of them.
  return sql<LaneCount[]>`
    with found as materialized (${union(sql, arms)}),
      rows as (select min(a.lane) as lane from found a where ${titleLike(sql, filter, 'a')} group by ${row}),
      counts as (select lane, count(*)::int as count from rows group by lane)
    select f.lane, ${seen} >= ${most} as more, coalesce(c.count, 0) as count
    from (select lane, count(*) as seen from found group by lane) f left join counts c using (lane)`;
}

/** Above it, a number says nothing more. */
const MANY = 100_000;

/** How many rows the whole queue has for somebody, but those on coverage: the number that Today and the queue show. */
export async function countFixes(sql: Connection, scope: ReadScope): Promise<number> {
  const lanes = await countLanes(sql, scope, { repoIds: null, lanes: [...LANES] }, { limit: MANY, leading: true });
  return lanes.reduce((sum, { count }) => sum + count, 0);
}

/** An action that is the same as one that leads, in another repository. */
export interface GroupMember {
  key: string;
  repoId: number;
  number: number;
  fullName: string;
  demo: boolean;
  gain: number;
  open: number;
  load: ActionLoadGroups;
  dueAt: Date | null;
  atRiskAt: Date | null;
}

/** All actions with these keys that the caller sees, the first of each key first. */
export async function findGroupMembers(
  sql: Connection,
  scope: ReadScope,
  keys: readonly string[],
  asked: readonly number[] | null,
): Promise<GroupMember[]> {
  if (keys.length === 0) return [];
  return sql<GroupMember[]>`
    select a.key, a.repo_id, a.number, r.full_name, r.demo, a.gain, a.open, a.load, a.due_at, a.at_risk_at
    from unnest(${[...keys]}::text[]) as k(key)
    join actions a on a.org_id = ${scope.orgId} and hashtextextended(a.key, 0) = hashtextextended(k.key, 0) and a.key = k.key
      and a.open > 0 and a.kind = any(${[...SHARED_KINDS]}::text[])
    join repositories r on r.org_id = ${scope.orgId} and r.id = a.repo_id
    where a.org_id = ${scope.orgId} and ${inScope(sql, scope, '(a.repo_id + 0)', asked)} and ${counted(sql, scope, asked)}
    order by a.lane, a.value desc, a.repo_id desc, a.number desc`;
}
