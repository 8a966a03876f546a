import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { Category } from '#lib/domain/finding/finding.ts';
import { SCORE_CATEGORIES, type ScoreCategory } from '#lib/domain/score/category.ts';
import type { Connection } from '../client.ts';
import type { Fragment } from './fragment.ts';

/** What is measured in a repository; null: no matter. */
export interface CoverageFilter {
  /** No scan ever reported any of these; `systems`: whether they are expected of what stands for a system, too. */
  missing: { category: ScoreCategory; categories: Category[]; systems: boolean } | null;
  /** The last report of one of these was whole, and what it proves is not fresh. */
  stale: readonly ScoreCategory[] | null;
  /** Scans since then are fresh. */
  freshSince: Date;
  now: Date;
}

/** Condition on repository `r`, whose state is `s`: what `coverageOf` says of its streams. */
export function inCoverage(sql: Connection, scope: ReadScope, filter: CoverageFilter): Fragment {
  const { missing, stale, freshSince, now } = filter;
  const absent = missing === null ? sql`true` : isMissing(sql, scope, missing, now);
  if (stale === null) return absent;
  const places = stale.map((category) => SCORE_CATEGORIES.indexOf(category) + 1);
  return sql`${absent} and exists (
    select 1 from unnest(${places}::int[]) place where s.coverage[place] > 0 and s.coverage[place] < ${freshSince.getTime()}::bigint)`;
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
