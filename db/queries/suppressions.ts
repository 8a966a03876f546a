import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { Suppression } from '#lib/domain/finding/finding.ts';
import type { Connection } from '../client.ts';
import { type FindingListRow, LIST_COLUMNS } from './findings-read.ts';
import type { Fragment } from './fragment.ts';
import { inScope } from './scope.ts';

export interface SuppressionFilter {
  scanner: string | null;
  kind: Suppression['kind'] | null;
  withoutRepoIds: number[];
}

/** What a scanner that still reports a finding `f` says of why it does not count it. */
const reported = (
  sql: Connection,
  scope: ReadScope,
  { scanner, kind }: Omit<SuppressionFilter, 'withoutRepoIds'>,
): Fragment => sql`
  select e.scanner, e.record -> 'suppression' ->> 'kind' as kind, e.record -> 'suppression' ->> 'justification' as justification
  from sightings t
  join evidence e on e.org_id = ${scope.orgId} and e.repo_id = f.repo_id and e.finding_number = f.number
    and e.stream_id = t.stream_id
  where t.org_id = ${scope.orgId} and t.repo_id = f.repo_id and t.finding_number = f.number and t.until_upload is null
    and jsonb_typeof(e.record -> 'suppression') = 'object'
    and ${scanner === null ? sql`true` : sql`e.scanner = ${scanner}`}
    and ${kind === null ? sql`true` : sql`e.record -> 'suppression' ->> 'kind' = ${kind}`}
  order by e.stream_id limit 1`;

const suppressed = (sql: Connection, scope: ReadScope, { withoutRepoIds }: SuppressionFilter): Fragment => sql`
  f.org_id = ${scope.orgId} and f.state = 'suppressed' and ${inScope(sql, scope, 'f.repo_id')}
  and f.repo_id <> all(${withoutRepoIds}::int[])`;

/** How many suppressed findings, by the scanner that they are listed under: from the counters. */
export async function countSuppressed(
  sql: Connection,
  scope: ReadScope,
  withoutRepoIds: number[],
): Promise<{ scanner: string; count: number }[]> {
  return sql<{ scanner: string; count: number }[]>`
    select c.scanner, sum(c.count)::float8 as count from finding_counts c
    where c.org_id = ${scope.orgId} and c.state = 'suppressed' and ${inScope(sql, scope, 'c.repo_id')}
      and c.repo_id <> all(${withoutRepoIds}::int[])
    group by c.scanner having sum(c.count) > 0 order by count desc, c.scanner`;
}

export interface SuppressedRow extends FindingListRow {
  by: string;
  kind: Suppression['kind'];
  justification: string | null;
  since: Date | null;
}

/** Suppressed findings with who says so, the most severe first. */
export async function listSuppressed(
  sql: Connection,
  scope: ReadScope,
  filter: SuppressionFilter,
  { after, limit }: { after: { rank: number; repoId: number; number: number } | null; limit: number },
): Promise<SuppressedRow[]> {
  const behind =
    after === null ? sql`true` : sql`(f.rank, f.repo_id, f.number) < (${after.rank}, ${after.repoId}, ${after.number})`;
  return sql<SuppressedRow[]>`
    with page as materialized (
      select f.org_id, f.repo_id, f.number, f.rank, why.scanner as by, why.kind, why.justification
      from findings f cross join lateral (${reported(sql, scope, filter)}) why
      where ${suppressed(sql, scope, filter)} and ${behind}
      order by f.rank desc, f.repo_id desc, f.number desc limit ${limit})
    select ${sql.unsafe(LIST_COLUMNS)}, '' as opened_key, r.full_name, r.criticality, r.exposure, r.demo,
      page.by, page.kind, page.justification, (
        select max(v.at) from finding_events v
        where v.org_id = ${scope.orgId} and v.repo_id = f.repo_id and v.finding_number = f.number
          and v.kind in ('suppressed', 'introduced')) as since
    from page
    join findings f on f.org_id = ${scope.orgId} and f.repo_id = page.repo_id and f.number = page.number
    join repositories r on r.org_id = ${scope.orgId} and r.id = page.repo_id
    order by page.rank desc, page.repo_id desc, page.number desc`;
}
