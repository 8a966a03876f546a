import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import { SHARED_KINDS } from '#lib/domain/action/key.ts';
import type { ActionLoadGroups } from '#lib/domain/action/load.ts';
import type { Connection } from '../client.ts';
import { inOneRepository } from './action-work.ts';
import { ACTION_COLUMNS, type ActionListRow } from './actions-read.ts';
import { slaOf } from './decision-policies.ts';
import { LEARNED_COLUMNS, learnedOf } from './efforts.ts';
import type { Fragment } from './fragment.ts';
import { type Place, placesAs } from './places.ts';
import { armsOf, leads, ORDER, type QueuePage, union } from './queue-arms.ts';
import { counted, titleLike } from './queue-filter.ts';
import { SEARCHED_ACTIONS } from './queue-found.ts';
import { countLanes, findQueueStart } from './queue-start.ts';
import { inScope } from './scope.ts';

/** What rows of the queue show of actions, in its order. */
export async function findQueueRows(
  sql: Connection,
  scope: ReadScope,
  places: readonly Place[],
): Promise<ActionListRow[]> {
  if (places.length === 0) return [];
  return sql<ActionListRow[]>`
    select a.*, r.*, ${slaOf(sql, scope)} as sla, ${sql.unsafe(LEARNED_COLUMNS)}
    from ${placesAs(sql, 'p', places)}
    cross join lateral (
      select a.key, ${sql.unsafe(ACTION_COLUMNS)} from actions a
      where a.org_id = ${scope.orgId} and a.repo_id = p.repo_id and ${inOneRepository(sql, 'a.repo_id', places)}
        and a.number = p.number and a.open > 0 limit 1) a
    ${repositoryOf(sql, scope)} ${learnedOf(sql, scope)}
    where ${inScope(sql, scope, 'p.repo_id')} ${sql.unsafe(ORDER)}`;
}

/** Joins `r` to actions `a`. */
const repositoryOf = (sql: Connection, { orgId }: ReadScope): Fragment => sql`cross join lateral (
  select r.full_name, r.criticality, r.exposure, r.demo from repositories r
  where r.org_id = ${orgId} and r.id = a.repo_id limit 1) r`;

/** A page of the queue from anywhere: lane by lane, each in its order. */
export async function findQueue(sql: Connection, scope: ReadScope, page: QueuePage): Promise<ActionListRow[]> {
  if (page.fewDue) {
    const { places, isCut } = await findQueueStart(sql, scope, page, page.limit);
    if (!isCut) return findQueueRows(sql, scope, places);
  }
  const limit = page.title ? Math.max(SEARCHED_ACTIONS, page.limit) : page.limit;
  const arms = armsOf(sql, scope, { ...page, limit }, `a.key, ${ACTION_COLUMNS}`);
  if (arms.length === 0) return [];
  return sql<ActionListRow[]>`
    select a.*, r.*, ${slaOf(sql, scope)} as sla, ${sql.unsafe(LEARNED_COLUMNS)}
    from (
      select a.* from (${union(sql, arms)}) a
      where ${titleLike(sql, page, 'a')} and ${page.title && page.leading ? leads(sql, scope, page) : sql`true`}
      ${sql.unsafe(ORDER)} limit ${page.limit}) a
    ${repositoryOf(sql, scope)} ${learnedOf(sql, scope)}
    ${sql.unsafe(ORDER)}`;
}

/** Above it, a number says nothing more. */
const MANY = 100_000;

/** How many rows the whole queue has for somebody, but those on coverage: the number that Today and the queue show. */
export async function countFixes(sql: Connection, scope: ReadScope): Promise<number> {
  const lanes = await countLanes(sql, scope, { repoIds: null }, { limit: MANY, leading: true });
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
