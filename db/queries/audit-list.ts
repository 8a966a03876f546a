import type { AuditVerb, ChainedEntry } from '#lib/domain/audit/entry.ts';
import type { Connection } from '../client.ts';
import { type AuditFilter, type AuditPosition, type AuditRow, entryOf } from './audit.ts';
import type { Fragment } from './fragment.ts';
import type { OrganizationScope } from './scope.ts';

/** More names than this are not looked up one by one: entries of so many are found on the way through the newest. */
const MANY_NAMES = 40;
/** Uploads are most of a log. All other verbs are rare, so that a name among theirs is found soon. */
const COMMON: AuditVerb = 'upload.accepted';

type Side = 'actor' | 'target';

const nameOf = (sql: Connection, side: Side): Fragment =>
  side === 'actor' ? sql`lower(e.actor_name)` : sql`lower(e.target_name)`;

/** Names that have the text in them, in lower case; null when they are many. Goes from name to name of the index. */
async function findNames(
  sql: Connection,
  { orgId }: OrganizationScope,
  side: Side,
  part: string,
): Promise<string[] | null> {
  const name = nameOf(sql, side);
  const rows = await sql<{ name: string }[]>`
    with recursive names (name) as (
      (select ${name} from audit_entries e where e.org_id = ${orgId} order by ${name} limit 1)
      union all
      select (select ${name} from audit_entries e where e.org_id = ${orgId} and ${name} > n.name order by ${name} limit 1)
      from names n where n.name is not null
    )
    select name from names where strpos(name, lower(${part}::text)) > 0 limit ${MANY_NAMES + 1}`;
  return rows.length > MANY_NAMES ? null : rows.map((row) => row.name);
}

/** Parts of the log, each of which an index has in order of time: `e` must be one of `values`. */
interface Lanes {
  values: readonly string[];
  column: Fragment;
}

async function lanesOf(sql: Connection, scope: OrganizationScope, filter: AuditFilter): Promise<Lanes | null> {
  const { who, target, verbs } = filter;
  const byVerb = verbs === undefined ? null : { values: verbs, column: sql`e.verb` };
  if (byVerb && !byVerb.values.includes(COMMON)) return byVerb;
  const sides = [
    ['actor', who],
    ['target', target],
  ] as const;
  const found = await Promise.all(
    sides.map(async ([side, part]) => {
      const values = part === undefined ? null : await findNames(sql, scope, side, part);
      return values === null ? [] : [{ values, column: nameOf(sql, side) }];
    }),
  );
  const [fewest] = found.flat().sort((a, b) => a.values.length - b.values.length);
  return fewest ?? byVerb;
}

function matching(sql: Connection, { who, verbs, target, since, until }: AuditFilter): Fragment {
  const has = (name: Fragment, part: string): Fragment => sql`and strpos(${name}, lower(${part}::text)) > 0`;
  return sql`
    ${who === undefined ? sql`` : has(nameOf(sql, 'actor'), who)}
    ${verbs === undefined ? sql`` : sql`and e.verb = any(${[...verbs]}::text[])`}
    ${target === undefined ? sql`` : has(nameOf(sql, 'target'), target)}
    ${since === undefined ? sql`` : sql`and e.at >= ${since}`}
    ${until === undefined ? sql`` : sql`and e.at < ${until}`}`;
}

/** Entries that match, newest first, behind `after`. */
export async function listAuditEntries(
  sql: Connection,
  { orgId }: OrganizationScope,
  filter: AuditFilter,
  page: { after: AuditPosition | null; limit: number },
): Promise<ChainedEntry[]> {
  const { after, limit } = page;
  const lanes = await lanesOf(sql, { orgId }, filter);
  const order = sql`order by e.at desc, e.sequence desc limit ${limit}`;
  const wanted = (lane: Fragment): Fragment => sql`
    select e.* from audit_entries e where e.org_id = ${orgId} ${lane} ${matching(sql, filter)}
      ${after === null ? sql`` : sql`and (e.at, e.sequence) < (${after.at}, ${after.sequence})`} ${order}`;
  const rows =
    lanes === null
      ? await sql<AuditRow[]>`${wanted(sql``)}`
      : await sql<AuditRow[]>`
          select e.* from unnest(${[...lanes.values]}::text[]) as lane (value)
          cross join lateral (${wanted(sql`and ${lanes.column} = lane.value`)}) e ${order}`;
  return rows.map(entryOf);
}
