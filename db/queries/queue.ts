import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import { type ActionKind, SHARED_KINDS } from '#lib/domain/action/key.ts';
import type { ActionLoadGroups } from '#lib/domain/action/load.ts';
import { STAGES, type Stage } from '#lib/domain/action/work.ts';
import type { Category } from '#lib/domain/finding/finding.ts';
import type { Connection } from '../client.ts';
import { ACTION_COLUMNS, type ActionListRow } from './actions-read.ts';
import { slaOf } from './decision-policies.ts';
import type { Fragment } from './fragment.ts';
import { armsInScope, countsForOrganization, inScope } from './scope.ts';

export interface QueueFilter {
  repoIds: number[] | null;
  lanes: number[];
  /** ILIKE patterns that the title must have, each; only the first `SEARCHED_ACTIONS` of each lane are looked at. */
  title?: string[] | null;
  kinds?: ActionKind[] | null;
  categories?: Category[] | null;
  /** Numbers of the highest severity of what an action closes. */
  severities?: number[] | null;
  /** Due until then, by the date that a person set, else by the SLA. */
  dueUntil?: Date | null;
  stages?: Stage[] | null;
  /** Whose: one of these people or teams; `nobody`: nobody's. */
  whose?: { people: number[]; teams: number[] } | 'nobody' | null;
}

export interface QueuePage extends QueueFilter {
  after: { lane: number; value: number; repoId: number; number: number } | null;
  limit: number;
  /** Only the first of those that are the same in several repositories: what the caller sees of them decides. */
  leading?: boolean;
}

/** Titles have no index of words: each change of an action would pay for it, and people look for what is near. */
export const SEARCHED_ACTIONS = 5000;

/** Leaves out repositories that do not count for the organization, unless they are asked for by name. */
function counted(sql: Connection, scope: ReadScope, asked: readonly number[] | null, column = 'a.repo_id'): Fragment {
  if (asked !== null) return sql`true`;
  return sql`exists (
    select 1 from repositories r
    where r.org_id = ${scope.orgId} and r.id = ${sql.unsafe(column)} and ${countsForOrganization(sql, scope)})`;
}

/** The work on action `a`, where there is any for which the condition holds. */
function someWork(sql: Connection, { orgId }: ReadScope, condition: Fragment): Fragment {
  return sql`exists (
    select 1 from action_work w
    where w.org_id = ${orgId} and w.repo_id = a.repo_id and w.action_number = a.number and ${condition})`;
}

/** Whether the filter is answered from the work that people do, which is little beside all actions. */
export function isOfWork({ stages, whose }: QueueFilter): boolean {
  return (stages != null && !stages.includes('open')) || (whose != null && whose !== 'nobody');
}

/** Conditions of a filter on action `a` that no index orders by. */
function conditions(sql: Connection, scope: ReadScope, filter: QueueFilter): Fragment {
  const { kinds, categories, severities, dueUntil, stages, whose } = filter;
  const all: Fragment[] = [sql`a.open > 0`];
  if (kinds) all.push(sql`a.kind = any(${kinds}::text[])`);
  if (categories) all.push(sql`a.category = any(${categories}::text[])`);
  if (severities) all.push(sql`a.severity = any(${severities}::smallint[])`);
  if (dueUntil) {
    const own = someWork(sql, scope, sql`w.due_at <= ${dueUntil}`);
    all.push(sql`((a.due_at <= ${dueUntil} and not ${someWork(sql, scope, sql`w.due_at > ${dueUntil}`)}) or ${own})`);
  }
  if (!isOfWork(filter)) {
    const excluded = stages ? STAGES.filter((stage) => !stages.includes(stage)) : [];
    if (excluded.length > 0) all.push(sql`not ${someWork(sql, scope, sql`w.stage = any(${excluded}::text[])`)}`);
    if (whose === 'nobody') {
      all.push(sql`not ${someWork(sql, scope, sql`(w.user_id is not null or w.team_id is not null)`)}`);
    }
  }
  return all.reduce((sum, one) => sql`${sum} and ${one}`);
}

/**
 * Whether action `a` leads those of its key: of what the caller sees, it has the first place. The index has them in that
 * order; `+ 0` keeps it from looking for each repository of a long list instead.
 */
function leads(sql: Connection, scope: ReadScope, asked: readonly number[] | null): Fragment {
  return sql`(a.kind <> all(${[...SHARED_KINDS]}::text[]) or (a.repo_id, a.number) = (
    select b.repo_id, b.number from actions b
    where b.org_id = ${scope.orgId} and hashtextextended(b.key, 0) = hashtextextended(a.key, 0) and b.key = a.key
      and b.open > 0 and b.kind = a.kind and ${inScope(sql, scope, '(b.repo_id + 0)', asked)} and ${counted(sql, scope, asked, 'b.repo_id')}
    order by b.lane, b.value desc nulls last, b.repo_id desc nulls last, b.number desc nulls last limit 1))`;
}

/** Behind a place, in one lane. */
function behind(sql: Connection, lane: number, after: QueuePage['after']): Fragment {
  if (after === null || lane > after.lane) return sql`true`;
  return sql`(a.value, a.repo_id, a.number) < (${after.value}::real, ${after.repoId}::int, ${after.number}::int)`;
}

/**
 * One index scan for each lane and repository, where few are named, or each of the categories or severities that are asked
 * for, each in the lane's order; work is gathered from its own table.
 */
function armsOf(sql: Connection, scope: ReadScope, page: QueuePage): Fragment[] {
  const { after, repoIds } = page;
  const lanes = page.lanes.filter((lane) => after === null || lane >= after.lane);
  const places = armsInScope(sql, scope, 'a.repo_id', repoIds);
  const limit = page.title ? Math.max(SEARCHED_ACTIONS, page.limit) : page.limit;
  // Titles are looked at first: few have the words, and telling whether one leads costs a look-up.
  const leading = page.leading && !page.title ? leads(sql, scope, repoIds) : sql`true`;
  const rest = sql`${counted(sql, scope, repoIds)} and ${conditions(sql, scope, page)} and ${leading}`;
  const tail = sql`order by a.value desc, a.repo_id desc, a.number desc limit ${limit}`;
  return lanes.flatMap((lane) =>
    places.flatMap((place) =>
      partsOf(sql, scope, page).map(
        ({ from, part }) => sql`(
          select a.key, ${sql.unsafe(ACTION_COLUMNS)} from ${from}
          where a.org_id = ${scope.orgId} and ${place} and a.lane = ${lane} and ${part} and ${rest} and ${behind(sql, lane, after)}
          ${tail})`,
      ),
    ),
  );
}

const ACTIONS = 'actions a';
const WORKED =
  'action_work w join actions a on a.org_id = w.org_id and a.repo_id = w.repo_id and a.number = w.action_number';

function partsOf(sql: Connection, scope: ReadScope, page: QueuePage): { from: Fragment; part: Fragment }[] {
  const { stages, whose, categories, severities } = page;
  if (isOfWork(page)) {
    const stage = stages ? sql`w.stage = any(${stages}::text[])` : sql`true`;
    const who =
      whose == null || whose === 'nobody'
        ? sql`true`
        : sql`(w.user_id = any(${whose.people}::int[]) or w.team_id = any(${whose.teams}::int[]))`;
    const unowned = whose === 'nobody' ? sql`w.user_id is null and w.team_id is null` : sql`true`;
    return [{ from: sql.unsafe(WORKED), part: sql`w.org_id = ${scope.orgId} and ${stage} and ${who} and ${unowned}` }];
  }
  const from = sql.unsafe(ACTIONS);
  if (categories) return categories.map((category) => ({ from, part: sql`a.category = ${category}` }));
  if (severities) return severities.map((severity) => ({ from, part: sql`a.severity = ${severity}` }));
  return [{ from, part: sql`true` }];
}

const union = (sql: Connection, arms: readonly Fragment[]): Fragment =>
  arms.reduce((all, arm) => sql`${all} union all ${arm}`);

function titleLike(sql: Connection, patterns: string[] | null | undefined): Fragment {
  return patterns ? sql`a.title ilike all(${patterns}::text[])` : sql`true`;
}

/** A page of the queue: lane by lane, each in its order. */
export async function findQueue(sql: Connection, scope: ReadScope, page: QueuePage): Promise<ActionListRow[]> {
  const arms = armsOf(sql, scope, page);
  if (arms.length === 0) return [];
  return sql<ActionListRow[]>`
    select a.*, r.full_name, r.criticality, r.exposure, r.demo, ${slaOf(sql, scope)} as sla
    from (${union(sql, arms)}) a
    join repositories r on r.org_id = ${scope.orgId} and r.id = a.repo_id
    where ${titleLike(sql, page.title)} and ${page.title && page.leading ? leads(sql, scope, page.repoIds) : sql`true`}
    order by a.lane, a.value desc, a.repo_id desc, a.number desc limit ${page.limit}`;
}

export interface LaneCount {
  lane: number;
  /** Rows of the queue: what is the same in several repositories is one where `leading`. */
  count: number;
  /** Actions that were looked at: as many as `limit` says that there are more. */
  seen: number;
}

/** How many rows each lane has, as far as the first `limit` actions of it tell. */
export async function countLanes(
  sql: Connection,
  scope: ReadScope,
  filter: QueueFilter,
  { limit, leading }: { limit: number; leading: boolean },
): Promise<LaneCount[]> {
  const arms = armsOf(sql, scope, { ...filter, after: null, limit, leading: false });
  if (arms.length === 0) return [];
  const own = sql`a.repo_id::text || ' ' || a.number`;
  const row = leading ? sql`case when a.kind = any(${[...SHARED_KINDS]}::text[]) then a.key else ${own} end` : own;
  return sql<LaneCount[]>`
    select a.lane, count(distinct ${row})::int as count, count(*)::int as seen from (${union(sql, arms)}) a
    where ${titleLike(sql, filter.title)} group by a.lane`;
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
    select a.key, a.repo_id, a.number, r.full_name, r.demo, a.gain, a.open, a.load, a.due_at
    from unnest(${[...keys]}::text[]) as k(key)
    join actions a on a.org_id = ${scope.orgId} and hashtextextended(a.key, 0) = hashtextextended(k.key, 0) and a.key = k.key
      and a.open > 0 and a.kind = any(${[...SHARED_KINDS]}::text[])
    join repositories r on r.org_id = ${scope.orgId} and r.id = a.repo_id
    where a.org_id = ${scope.orgId} and ${inScope(sql, scope, '(a.repo_id + 0)', asked)} and ${counted(sql, scope, asked)}
    order by a.lane, a.value desc, a.repo_id desc, a.number desc`;
}
