import { isVisible, type ReadScope } from '#lib/domain/access/read-scope.ts';
import type { EffortKind } from '#lib/domain/action/action.ts';
import type { ActionKind } from '#lib/domain/action/key.ts';
import type { ActionLoadGroups } from '#lib/domain/action/load.ts';
import type { Lane } from '#lib/domain/action/rank.ts';
import type { Category } from '#lib/domain/finding/finding.ts';
import type { Criticality } from '#lib/domain/repository/criticality.ts';
import type { Exposure } from '#lib/domain/repository/exposure.ts';

import type { RepositoryNumber } from '#lib/ids.ts';
import type { Connection } from '../client.ts';
import type { Fragment } from './fragment.ts';
import { armsInScope, countsForOrganization, inScope } from './scope.ts';

export interface ActionListRow {
  orgId: number;
  repoId: number;
  number: number;
  kind: ActionKind;
  title: string;
  category: Category;
  target: string | null;
  open: number;
  load: ActionLoadGroups;
  lane: Lane;
  effortKind: EffortKind;
  value: number;
  gain: number;
  dueAt: Date | null;
  fullName: string;
  criticality: Criticality;
  exposure: Exposure;
  demo: boolean;
}

export interface ActionPage {
  repoIds: number[] | null;
  lanes: number[];
  after: { lane: number; value: number; repoId: number; number: number } | null;
  limit: number;
  /** ILIKE patterns that the title must have, each; only the first `SEARCHED_ACTIONS` of the queue are looked at. */
  title?: string[] | null;
}

/** Titles have no index of words: each change of an action would pay for it, and people look for what is near. */
export const SEARCHED_ACTIONS = 5000;

const COLUMNS =
  'a.org_id, a.repo_id, a.number, a.kind, a.title, a.category, a.target, a.open, a.load, a.lane, a.effort_kind, a.value, a.gain, a.due_at';

/** Leaves out repositories that do not count for the organization, unless they are asked for by name. */
function counted(sql: Connection, scope: ReadScope, asked: readonly number[] | null): Fragment {
  if (asked !== null) return sql`true`;
  return sql`exists (
    select 1 from repositories r
    where r.org_id = ${scope.orgId} and r.id = a.repo_id and ${countsForOrganization(sql, scope)})`;
}

/** One index scan per lane (and per repository, where few are named), each in the lane's order. */
function armsOf(sql: Connection, scope: ReadScope, page: ActionPage): Fragment[] {
  const { after, repoIds } = page;
  const lanes = page.lanes.filter((lane) => after === null || lane >= after.lane);
  const places = armsInScope(sql, scope, 'a.repo_id', repoIds);
  return lanes.flatMap((lane) => {
    const rest =
      after !== null && lane === after.lane
        ? sql`(a.value, a.repo_id, a.number) < (${after.value}::real, ${after.repoId}::int, ${after.number}::int)`
        : sql`true`;
    return places.map(
      (place) => sql`(
        select ${sql.unsafe(COLUMNS)} from actions a
        where a.org_id = ${scope.orgId} and ${place} and ${counted(sql, scope, repoIds)} and a.lane = ${lane} and a.open > 0 and ${rest}
        order by a.value desc, a.repo_id desc, a.number desc limit ${page.title ? SEARCHED_ACTIONS : page.limit})`,
    );
  });
}

function titleLike(sql: Connection, patterns: string[] | null | undefined): Fragment {
  return patterns ? sql`a.title ilike all(${patterns}::text[])` : sql`true`;
}

/** How many of the first `SEARCHED_ACTIONS` of each lane have the title. */
export async function countTitled(sql: Connection, scope: ReadScope, page: ActionPage): Promise<number> {
  const arms = armsOf(sql, scope, { ...page, after: null });
  if (arms.length === 0) return 0;
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from (${arms.reduce((all, arm) => sql`${all} union all ${arm}`)}) a
    where ${titleLike(sql, page.title)}`;
  return row?.count ?? 0;
}

export async function findActions(sql: Connection, scope: ReadScope, page: ActionPage): Promise<ActionListRow[]> {
  const arms = armsOf(sql, scope, page);
  if (arms.length === 0) return [];
  return sql<ActionListRow[]>`
    select a.*, r.full_name, r.criticality, r.exposure, r.demo
    from (${arms.reduce((all, arm) => sql`${all} union all ${arm}`)}) a
    join repositories r on r.org_id = ${scope.orgId} and r.id = a.repo_id
    where ${titleLike(sql, page.title)}
    order by a.lane, a.value desc, a.repo_id desc, a.number desc limit ${page.limit}`;
}

export async function findAction(
  sql: Connection,
  scope: ReadScope,
  { repoId, number }: RepositoryNumber,
): Promise<ActionListRow | null> {
  if (!isVisible(scope, { orgId: scope.orgId, repoId })) return null;
  const [row] = await sql<ActionListRow[]>`
    select ${sql.unsafe(COLUMNS)}, r.full_name, r.criticality, r.exposure, r.demo from actions a
    join repositories r on r.org_id = a.org_id and r.id = a.repo_id
    where a.org_id = ${scope.orgId} and a.repo_id = ${repoId} and a.number = ${number} and r.deleting_at is null`;
  return row ?? null;
}

/** Counts open actions from each repository's counter; for one lane from the index, up to `limit`. */
export async function countActions(
  sql: Connection,
  scope: ReadScope,
  filter: { repoIds: number[] | null; lanes: number[] | null },
  limit: number,
): Promise<number> {
  const { repoIds, lanes } = filter;
  const place = sql`${inScope(sql, scope, 'a.repo_id', repoIds)} and ${counted(sql, scope, repoIds)}`;
  const [row] =
    lanes === null
      ? await sql<{ count: number }[]>`
          select coalesce(sum(a.open_actions), 0)::float8 as count from repository_state a
          where a.org_id = ${scope.orgId} and ${place}`
      : await sql<{ count: number }[]>`
          select count(*)::int as count from (
            select 1 from actions a
            where a.org_id = ${scope.orgId} and a.lane = any(${lanes}::smallint[]) and a.open > 0 and ${place}
            limit ${limit}) counted`;
  return row?.count ?? 0;
}
