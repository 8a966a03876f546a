import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import { OWN_KINDS } from '#lib/domain/action/key.ts';
import { LANES, type Lane } from '#lib/domain/action/rank.ts';
import type { Connection } from '../client.ts';
import type { Fragment } from './fragment.ts';
import { behindAll, leads, ORDER, type QueuePage, union } from './queue-arms.ts';
import { isOfFew, type QueueFilter, titleLike } from './queue-filter.ts';
import { foundParts, mostFound, sameRow, uncountedOf } from './queue-found.ts';

export interface LaneCount {
  lane: number;
  /** Rows of the queue: what is the same in several repositories is one where `leading`. */
  count: number;
  /** Whether there may be more, which were not looked at. */
  more: boolean;
}

/** Where a row of the queue stands, and of what it is one of several. */
export interface QueueRowPlace {
  lane: Lane;
  value: number;
  repoId: number;
  number: number;
  /** Null: it is one in each repository. */
  key: string | null;
}

/** A page of the queue, as far as the first actions of each lane tell, and how many rows these are. */
export interface QueueStart {
  places: QueueRowPlace[];
  lanes: LaneCount[];
  /** Whether the page may have more rows than `places`: these stand behind what was looked at. */
  isCut: boolean;
}

/** Whether only actions on coverage are asked for, of which none is stored. */
const hasNoKind = ({ kinds }: Pick<QueueFilter, 'kinds'>): boolean => kinds?.length === 0;

/** Rows of the first actions of each lane (`firsts`), and how many these are (`counts`), as parts of a statement. */
function firstsOf(
  sql: Connection,
  scope: ReadScope,
  filter: QueueFilter,
  { limit, leading }: { limit: number; leading: boolean },
): Fragment {
  const most = mostFound(filter, limit);
  const seen = isOfFew(filter) || filter.fewDue ? sql`sum(f.seen) over ()` : sql`f.seen`;
  const key = leading ? sql`case when kind <> all(${[...OWN_KINDS]}::text[]) then key end` : sql`null::text`;
  // What is in several lanes stands in the first of them.
  return sql`${uncountedOf(sql, scope, filter)} found as materialized (${union(sql, foundParts(sql, scope, filter, most))}),
    firsts as materialized (
      select distinct on (same) lane, value, repo_id, number, ${key} as key
      from (select a.*, ${sameRow(sql, leading)} as same from found a where ${titleLike(sql, filter, 'a')}) a
      order by same, lane, value desc, repo_id desc, number desc),
    counts as materialized (
      select f.lane, coalesce(c.count, 0) as count, ${seen} >= ${most} as more
      from (select lane, count(*) as seen from found group by lane) f
      left join (select lane, count(*)::int as count from firsts group by lane) c using (lane))`;
}

/** How many rows each lane has, as far as the first `limit` actions of it tell. */
export async function countLanes(
  sql: Connection,
  scope: ReadScope,
  filter: Omit<QueueFilter, 'lanes'>,
  by: { limit: number; leading: boolean },
): Promise<LaneCount[]> {
  if (hasNoKind(filter)) return [];
  return sql<LaneCount[]>`
    with ${firstsOf(sql, scope, { ...filter, lanes: [...LANES] }, by)} select lane, count, more from counts`;
}

type StartRow = Partial<QueueRowPlace> & { lane: Lane; count: number | null; more: boolean | null };

/**
 * A page of the queue with the counts of its lanes, of one look at the first `counted` actions of each lane. Whatever of a
 * fix comes first in them leads it, so that no row has to be looked up, but behind a lane that goes on and is not asked for.
 */
export async function findQueueStart(
  sql: Connection,
  scope: ReadScope,
  page: QueuePage,
  counted: number,
): Promise<QueueStart> {
  if (hasNoKind(page)) return { places: [], lanes: [], isCut: false };
  const leading = page.leading === true;
  const asked = sql`lane = any(${page.lanes}::smallint[])`;
  // The order of a lane that goes on is not known behind it.
  const known = page.title
    ? sql`true`
    : sql`a.lane <= coalesce((select min(lane) from counts where more and ${asked}), ${LANES.length})`;
  const skips = page.lanes.some((lane) => LANES.some((before) => before < lane && !page.lanes.includes(before)));
  const first =
    leading && (skips || page.title)
      ? sql`(not exists (select 1 from counts c where c.more and c.lane < a.lane) or exists (
        select 1 from actions o where o.org_id = ${scope.orgId} and o.repo_id = a.repo_id and o.number = a.number
          and ${leads(sql, scope, page, 'o')}))`
      : sql`true`;
  const rows = await sql<StartRow[]>`
    with ${firstsOf(sql, scope, page, { limit: counted, leading })},
      page as (
        select a.* from firsts a where a.${asked} and ${known} and ${behindAll(sql, page.after)} and ${first}
        ${sql.unsafe(ORDER)} limit ${page.limit})
    select lane, count, more, null::real as value, null::int as repo_id, null::int as number, null as key from counts
    union all select lane, null, null, value, repo_id, number, key from page`;
  const lanes: LaneCount[] = [];
  const places: QueueRowPlace[] = [];
  for (const { lane, count, more, value, repoId, number, key } of rows) {
    if (count !== null && more !== null) lanes.push({ lane, count, more });
    else places.push({ lane, value: value ?? 0, repoId: repoId ?? 0, number: number ?? 0, key: key ?? null });
  }
  // The next words of a title are looked for behind a page, but not the first ones.
  const isSearch = page.title != null && page.after === null;
  const isCut =
    !isSearch && places.length < page.limit && lanes.some(({ lane, more }) => more && page.lanes.includes(lane));
  return { places, lanes, isCut };
}
