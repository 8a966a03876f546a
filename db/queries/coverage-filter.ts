import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { Category } from '#lib/domain/finding/finding.ts';
import type { ScoreCategory } from '#lib/domain/score/category.ts';
import type { Connection } from '../client.ts';
import type { Fragment } from './fragment.ts';

interface StaleIn {
  categories: Category[];
  /** A scan stays fresh as long as anything reports the commit that it saw. */
  byCommit: boolean;
}

/** What is measured in a repository; null: no matter. */
export interface CoverageFilter {
  /** No scan ever reported any of these; `systems`: whether they are expected of what stands for a system, too. */
  missing: { category: ScoreCategory; categories: Category[]; systems: boolean } | null;
  /** The last scan of one of these was whole, and none is fresh. */
  stale: StaleIn[] | null;
  /** Scans since then are fresh. */
  freshSince: Date;
  now: Date;
}

/** Condition on repository `r`, whose state is `s`: what `coverageOf` says of its streams. */
export function inCoverage(sql: Connection, scope: ReadScope, filter: CoverageFilter): Fragment {
  const { missing, stale, freshSince, now } = filter;
  const absent = missing === null ? sql`true` : isMissing(sql, scope, missing, now);
  if (stale === null) return absent;
  const old = stale.map((one) => isStale(sql, scope, one, freshSince));
  // One look at all streams leaves out most repositories: where a category is stale, its last success is not fresh.
  return sql`${absent}
    and exists (select 1 from ${measuring(sql, scope, 'o')} and o.last_success_at < ${freshSince})
    and (${old.reduce((all, one) => sql`${all} or ${one}`, sql`false`)})`;
}

/** Streams `name` of the repository that measure something. */
function measuring(sql: Connection, scope: ReadScope, name: string): Fragment {
  const alias = sql.unsafe(name);
  return sql`streams ${alias}
    where ${alias}.org_id = ${scope.orgId} and ${alias}.repo_id = s.repo_id and ${alias}.tracked
      and ${alias}.retired_at is null`;
}

function isMissing(
  sql: Connection,
  scope: ReadScope,
  { category, categories, systems }: NonNullable<CoverageFilter['missing']>,
  now: Date,
): Fragment {
  return sql`${systems ? sql`true` : sql`r.kind <> 'system'`} and not exists (
    select 1 from ${measuring(sql, scope, 'm')} and m.categories && ${categories}::text[]
      and (m.high_water_at is not null or m.last_success_at is not null))
    and not exists (
      select 1 from exemptions e where e.org_id = ${scope.orgId} and e.repo_id = s.repo_id and e.category = ${category}
        and e.state = 'in_force' and e.expires_at > ${now} and not exists (
          select 1 from ${measuring(sql, scope, 'm')} and m.categories && ${categories}::text[]))`;
}

function isStale(sql: Connection, scope: ReadScope, { categories, byCommit }: StaleIn, freshSince: Date): Fragment {
  const sameCommit = byCommit
    ? sql`or exists (
        select 1 from ${measuring(sql, scope, 'm')} and m.categories && ${categories}::text[]
          and m.last_success_at is not null and m.last_success_commit = p.last_success_commit)`
    : sql``;
  return sql`(exists (
      select 1 from (
        select max(m.high_water_at) as reported, max(m.last_success_at) as succeeded
        from ${measuring(sql, scope, 'm')} and m.categories && ${categories}::text[]) m
      where m.succeeded is not null and coalesce(m.reported <= m.succeeded, true))
    and not exists (
      select 1 from ${measuring(sql, scope, 'p')} and p.last_success_at >= ${freshSince}
        and (p.categories && ${categories}::text[] ${sameCommit})))`;
}
