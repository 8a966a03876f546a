import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import { SHARED_KINDS } from '#lib/domain/action/key.ts';
import { lanesOfKind } from '#lib/domain/action/rank.ts';
import type { Connection } from '../client.ts';
import type { Fragment } from './fragment.ts';
import {
  conditions,
  counted,
  dueByPerson,
  dueBySla,
  every,
  hasWork,
  idle,
  isDue,
  isOfWork,
  orderedParts,
  type QueueFilter,
  titleLike,
  worked,
} from './queue-filter.ts';
import { armsInScope, inScope } from './scope.ts';

export interface QueuePage extends QueueFilter {
  after: { lane: number; value: number; repoId: number; number: number } | null;
  limit: number;
  /** Only the first of those that are the same in several repositories: what the caller sees of them decides. */
  leading?: boolean;
}

/** The order of the queue. */
export const ORDER = 'order by a.lane, a.value desc, a.repo_id desc, a.number desc';
/** The same within a lane: an index gives it. */
export const ORDER_IN_LANE = 'order by a.value desc, a.repo_id desc, a.number desc';

const FIRST = 'order by b.lane, b.value desc nulls last, b.repo_id desc nulls last, b.number desc nulls last';

/**
 * Whether action `a` leads those of its key: of what the caller sees and the filter asks for, it has the first place. The
 * index has those of a key in that order; they are fenced off, because a plan that begins with another condition of the
 * filter reads thousands for each.
 */
export function leads(sql: Connection, scope: ReadScope, filter: QueueFilter, of: 'a' | 'o' = 'a'): Fragment {
  const { repoIds } = filter;
  const own = (column: string): Fragment => sql.unsafe(`${of}.${column}`) as Fragment;
  const asked = every(sql, [
    conditions(sql, filter, 'b'),
    titleLike(sql, filter, 'b'),
    sql`${inScope(sql, scope, 'b.repo_id', repoIds)} and ${counted(sql, scope, repoIds, 'b.repo_id')}`,
    idle(sql, scope, filter, 'b'),
    isDue(sql, scope, filter, 'b'),
  ]);
  return sql`(${own('kind')} <> all(${[...SHARED_KINDS]}::text[]) or (
    select b.repo_id = ${own('repo_id')} and b.number = ${own('number')} from (
      select b.* from actions b
      where b.org_id = ${scope.orgId} and hashtextextended(b.key, 0) = hashtextextended(${own('key')}, 0) and b.key = ${own('key')}
        and b.kind = ${own('kind')} and b.open > 0
      ${sql.unsafe(FIRST)} offset 0) b
    where ${asked} ${sql.unsafe(FIRST)} limit 1))`;
}

/** Behind a place, in one lane. */
function behind(sql: Connection, lane: number, after: QueuePage['after']): Fragment {
  if (after === null || lane > after.lane) return sql`true`;
  return sql`(a.value, a.repo_id, a.number) < (${after.value}::real, ${after.repoId}::int, ${after.number}::int)`;
}

/** Behind a place, in all lanes. */
export function behindAll(sql: Connection, after: QueuePage['after']): Fragment {
  if (after === null) return sql`true`;
  return sql`(a.lane > ${after.lane} or (a.lane = ${after.lane} and ${behind(sql, after.lane, after)}))`;
}

/** Actions found by the work on them, each by its key: a plan that reads all actions for it would cost more. */
export function fromWork(sql: Connection, { orgId }: ReadScope, which: Fragment): Fragment {
  return sql`(select w.* from action_work w where w.org_id = ${orgId} and ${which}) w cross join lateral (
    select * from actions o where o.org_id = ${orgId} and o.repo_id = w.repo_id and o.number = w.action_number limit 1) a`;
}

/** Actions that somebody watches, each by its key, and what else the filter asks of the work on them and their dates. */
export function ofWatches(sql: Connection, scope: ReadScope, filter: QueueFilter, userId: number) {
  const { orgId } = scope;
  const from = sql`(
    select v.repo_id, v.action_number from action_watches v
    where v.org_id = ${orgId} and v.user_id = ${userId} and v.watching
      and ${inScope(sql, scope, 'v.repo_id', filter.repoIds)}) v cross join lateral (
    select * from actions o where o.org_id = ${orgId} and o.repo_id = v.repo_id and o.number = v.action_number limit 1) a`;
  const work = isOfWork(filter) ? hasWork(sql, scope, 'a', worked(sql, filter)) : idle(sql, scope, filter, 'a');
  return { from, where: sql`${work} and ${isDue(sql, scope, filter, 'a')}` };
}

/** Makes the parts of a page, each a statement of its own. */
function armMaker(sql: Connection, scope: ReadScope, page: QueuePage, columns: string) {
  // Titles are looked at first: few have the words, and telling whether one leads costs a look-up.
  const leading = page.leading && !page.title ? leads(sql, scope, page) : sql`true`;
  const rest = sql`a.org_id = ${scope.orgId} and ${counted(sql, scope, page.repoIds)} and ${conditions(sql, page, 'a')}`;
  return (from: Fragment, where: Fragment, order: string): Fragment => sql`(
    select ${sql.unsafe(columns)} from ${from} where ${where} and ${rest} and ${leading}
    ${sql.unsafe(order)} limit ${page.limit})`;
}

/**
 * The parts that a page is made of, each in its order: one index scan for each lane and repository, where few are named, or
 * each of the categories or severities that are asked for; and what is found by the work on it, which is little beside all
 * actions.
 */
export function armsOf(sql: Connection, scope: ReadScope, page: QueuePage, columns: string): Fragment[] {
  const { after, dueUntil, repoIds } = page;
  const ofKinds = page.kinds?.flatMap<number>(lanesOfKind) ?? page.lanes;
  const lanes = page.lanes.filter((lane) => ofKinds.includes(lane) && (after === null || lane >= after.lane));
  const arm = armMaker(sql, scope, page, columns);
  const begun = behindAll(sql, after);
  const byWork = (which: Fragment, where: Fragment): Fragment => {
    const all = sql`a.lane = any(${lanes}::smallint[]) and ${begun} and ${where}`;
    return arm(fromWork(sql, scope, sql`${inScope(sql, scope, 'w.repo_id', repoIds)} and ${which}`), all, ORDER);
  };
  if (page.watchedBy != null) {
    const { from, where } = ofWatches(sql, scope, page, page.watchedBy);
    return [arm(from, sql`a.lane = any(${lanes}::smallint[]) and ${begun} and ${where}`, ORDER)];
  }
  if (isOfWork(page)) {
    return [byWork(worked(sql, page), dueUntil ? sql`coalesce(w.due_at, a.due_at) <= ${dueUntil}` : sql`true`)];
  }
  const open = sql`${idle(sql, scope, page, 'a')} and ${dueBySla(sql, scope, page, 'a')}`;
  const own = dueUntil ? [byWork(dueByPerson(sql, page), idle(sql, scope, page, 'a'))] : [];
  const inOrder = lanes.flatMap((lane) =>
    armsInScope(sql, scope, 'a.repo_id', repoIds).flatMap((place) =>
      orderedParts(sql, page).map((part) => {
        const where = sql`${place} and a.lane = ${lane} and ${part} and ${open} and ${behind(sql, lane, after)}`;
        return arm(sql`actions a`, where, ORDER_IN_LANE);
      }),
    ),
  );
  return inOrder.length === 0 ? inOrder : [...inOrder, ...own];
}

export const union = (sql: Connection, arms: readonly Fragment[]): Fragment =>
  arms.reduce((all, arm) => sql`${all} union all ${arm}`);
