import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { Connection } from '../client.ts';
import { ACTION_COLUMNS, type ActionListRow } from './actions-read.ts';
import { slaOf } from './decision-policies.ts';
import { LEARNED_COLUMNS, learnedOf } from './efforts.ts';
import { armsOf, behindAll, ORDER, type QueuePage, sameRow, union } from './queue-arms.ts';
import { dueByIndex, FEW_DUE, type QueueFilter, titleLike } from './queue-filter.ts';
import { inScope } from './scope.ts';

/** Whether few have such a date of the SLA, whatever else the filter asks for. */
export async function hasFewDue(sql: Connection, scope: ReadScope, filter: QueueFilter): Promise<boolean> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from (
      select 1 from actions a
      where a.org_id = ${scope.orgId} and ${inScope(sql, scope, 'a.repo_id')} and a.open > 0 and ${dueByIndex(sql, filter)}
      limit ${FEW_DUE + 1}) a`;
  return (row?.count ?? 0) <= FEW_DUE;
}

/** A page of what few are due: all of them are looked at, so that who leads a key is known without asking for each. */
export async function findFewDue(sql: Connection, scope: ReadScope, page: QueuePage): Promise<ActionListRow[]> {
  const columns = `a.lane, a.value, a.repo_id, a.number, a.key, a.kind, ${page.title ? 'a.title' : 'null as title'}`;
  const arms = armsOf(sql, scope, { ...page, after: null, leading: false, limit: 2 * FEW_DUE }, columns);
  if (arms.length === 0) return [];
  return sql<ActionListRow[]>`
    with found as (
        select a.*, ${sameRow(sql, page.leading === true)} as same from (${union(sql, arms)}) a where ${titleLike(sql, page, 'a')}),
      firsts as (
        select distinct on (same) lane, value, repo_id, number from found
        order by same, lane, value desc, repo_id desc, number desc)
    select a.*, r.*, ${slaOf(sql, scope)} as sla, ${sql.unsafe(LEARNED_COLUMNS)}
    from (select * from firsts a where ${behindAll(sql, page.after)} ${sql.unsafe(ORDER)} limit ${page.limit}) p
    cross join lateral (
      select a.key, ${sql.unsafe(ACTION_COLUMNS)} from actions a
      where a.org_id = ${scope.orgId} and a.repo_id = p.repo_id and a.number = p.number limit 1) a
    cross join lateral (
      select r.full_name, r.criticality, r.exposure, r.demo from repositories r
      where r.org_id = ${scope.orgId} and r.id = p.repo_id limit 1) r
    ${learnedOf(sql, scope)}
    ${sql.unsafe(ORDER)}`;
}
