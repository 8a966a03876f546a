import { type ReadScope, visibleIds } from '#lib/domain/access/read-scope.ts';
import { OWN_KINDS } from '#lib/domain/action/key.ts';
import { LANES, lanesOfKind } from '#lib/domain/action/rank.ts';
import type { Connection } from '../client.ts';
import type { Fragment } from './fragment.ts';
import { fromWork, ORDER, ORDER_IN_LANE, ofWatches, union } from './queue-arms.ts';
import {
  conditions,
  dueByIndex,
  dueByPerson,
  FEW_DUE,
  idle,
  idleAmongFew,
  isDueBySla,
  isOfFew,
  isOfWork,
  orderedParts,
  type QueueFilter,
  worked,
} from './queue-filter.ts';
import { countsForOrganization, inScope } from './scope.ts';

/** Titles have no index of words: each change of an action would pay for it, and people look for what is near. */
export const SEARCHED_ACTIONS = 5000;
/** Work is all read to be counted, up to here. */
const COUNTED_WORK = 10_000;
/** Up to so many repositories are read one by one, each in its order: more cost less when the whole order is walked. */
const READ_ALONE = 100;

/** Actions of repositories that count, where `uncounted` is the name of those that do not: read once for all parts. */
function isCounted(sql: Connection, { repoIds }: QueueFilter, column = 'a.repo_id'): Fragment {
  return repoIds === null ? sql`${sql.unsafe(column)} not in (select id from uncounted)` : sql`true`;
}

/** The repositories that do not count, as `uncounted` of a statement; none where some are asked for by name. */
export function uncountedOf(sql: Connection, scope: ReadScope, { repoIds }: QueueFilter): Fragment {
  if (repoIds !== null) return sql``;
  return sql`uncounted as materialized (
    select r.id from repositories r where r.org_id = ${scope.orgId} and not ${countsForOrganization(sql, scope)}),`;
}

/** How many are looked at: of all, where they are sorted, else of each lane. */
export function mostFound(filter: QueueFilter, limit: number): number {
  if (isOfFew(filter)) return COUNTED_WORK;
  if (filter.fewDue) return 2 * FEW_DUE;
  return filter.title ? SEARCHED_ACTIONS : limit;
}

/**
 * The first `most` actions of each lane in the order of the queue, or of all lanes where they are found by work, watches or date: a
 * statement for each lane. Only columns that the indexes of an order have are read, so that thousands cost some pages.
 */
export function foundParts(sql: Connection, scope: ReadScope, filter: QueueFilter, most: number): Fragment[] {
  const lanes = filter.kinds ? [...new Set(filter.kinds.flatMap<number>(lanesOfKind))] : [...LANES];
  const columns = sql.unsafe(
    `a.lane, a.value, a.repo_id, a.number, a.key, a.kind, ${filter.title ? 'a.title' : 'null::text as title'}`,
  );
  const rest = sql`a.org_id = ${scope.orgId} and ${conditions(sql, filter, 'a')}`;
  const asked = sql`${isCounted(sql, filter)} and ${rest}`;
  const byWork = (ofLanes: readonly number[], which: Fragment, where: Fragment): Fragment => {
    const work = sql`${inScope(sql, scope, 'w.repo_id', filter.repoIds)} and ${which}`;
    return sql`(
      select ${columns} from ${fromWork(sql, scope, work)}
      where a.lane = any(${ofLanes}::smallint[]) and ${where} and ${asked} ${sql.unsafe(ORDER)} limit ${most})`;
  };
  const { dueUntil, watchedBy } = filter;
  if (watchedBy != null) {
    const { from, where } = ofWatches(sql, scope, filter, watchedBy);
    return [
      sql`(
        select ${columns} from ${from} where a.lane = any(${lanes}::smallint[]) and ${where} and ${asked}
        ${sql.unsafe(ORDER)} limit ${most})`,
    ];
  }
  if (isOfWork(filter)) {
    const due = dueUntil ? sql`coalesce(w.due_at, a.due_at) <= ${dueUntil}` : sql`true`;
    return [byWork(lanes, worked(sql, filter), due)];
  }
  const own = (ofLanes: readonly number[]): Fragment[] =>
    dueUntil ? [byWork(ofLanes, dueByPerson(sql, filter), idle(sql, scope, filter, 'a'))] : [];
  const open = idleAmongFew(sql, scope, filter);
  if (filter.fewDue) {
    const due = sql`(
      select ${columns} from actions a
      where ${dueByIndex(sql, filter)} and ${inScope(sql, scope, 'a.repo_id', filter.repoIds)}
        and a.lane = any(${lanes}::smallint[]) and ${open} and ${asked}
      limit ${most})`;
    return [due, ...own(lanes)];
  }
  const where = sql`${open} and ${isDueBySla(sql, filter)} and ${rest}`;
  return lanes.map((lane) =>
    firstOf(sql, [...inOrder(sql, scope, filter, { lane, columns, where, most }), ...own([lane])], most),
  );
}

interface LaneParts {
  lane: number;
  columns: Fragment;
  where: Fragment;
  most: number;
}

/** One lane, each part by an index that gives its order. */
function inOrder(
  sql: Connection,
  scope: ReadScope,
  filter: QueueFilter,
  { lane, columns, where, most }: LaneParts,
): Fragment[] {
  const { repoIds } = filter;
  const ids = visibleIds(scope, repoIds);
  const order = sql.unsafe(ORDER_IN_LANE);
  if (ids !== null && ids.length > 1 && ids.length <= READ_ALONE) {
    return [
      sql`(
        select a.* from repository_state s cross join lateral (
          select ${columns} from actions a where a.repo_id = s.repo_id and a.lane = ${lane} and ${where}
          order by a.value desc, a.number desc limit ${most}) a
        where s.org_id = ${scope.orgId} and s.repo_id = any(${[...ids]}::int[]) and ${isCounted(sql, filter, 's.repo_id')}
        ${order} limit ${most})`,
    ];
  }
  const place = sql`${inScope(sql, scope, 'a.repo_id', repoIds)} and ${isCounted(sql, filter)}`;
  return orderedParts(sql, filter).map(
    (part) => sql`(
      select ${columns} from actions a where a.lane = ${lane} and ${part} and ${where} and ${place} ${order} limit ${most})`,
  );
}

/** The first of several parts in the order of a lane: behind these, what a part left out may be missing. */
function firstOf(sql: Connection, parts: readonly Fragment[], most: number): Fragment {
  if (parts.length === 1) return union(sql, parts);
  return sql`(select a.* from (${union(sql, parts)}) a ${sql.unsafe(ORDER_IN_LANE)} limit ${most})`;
}

/** What two actions must share to be one row of the queue: the key of a fix that is the same in several repositories. */
export function sameRow(sql: Connection, leading: boolean): Fragment {
  // Numbers sort faster than texts. No two keys of an organization meet by chance.
  const own = sql`a.repo_id::bigint * 4294967296 + a.number`;
  if (!leading) return own;
  return sql`case when a.kind = any(${[...OWN_KINDS]}::text[]) then ${own} else hashtextextended(a.key, 0) end`;
}
