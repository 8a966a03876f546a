import { type ReadScope, visibleIds } from '#lib/domain/access/read-scope.ts';
import type { Connection } from '../client.ts';
import type { Fragment } from './fragment.ts';

/** Scope of writes, and of reads of the organization's own data. Reads of repositories take a `ReadScope`. */
export interface OrganizationScope {
  orgId: number;
}

/** Scope of statements on one repository, which the caller is permitted to see. */
export interface RepositoryScope extends OrganizationScope {
  repoId: number;
}

/** Up to so many repositories each get their own arm of a UNION: an index gives an order only behind fixed columns. */
export const FEW_REPOSITORIES = 12;

/** Condition that `column` is a repository within scope and filter (null: no filter). One parameter for any number. */
export function inScope(
  sql: Connection,
  scope: ReadScope,
  column: string,
  asked: readonly number[] | null = null,
): Fragment {
  const ids = visibleIds(scope, asked);
  if (ids === null) return sql`true`;
  const [only] = ids;
  // `=` on a single value keeps the index order of the columns after it.
  if (ids.length === 1 && only !== undefined) return sql`${sql.unsafe(column)} = ${only}`;
  return sql`${sql.unsafe(column)} = any(${ids}::int[])`;
}

/** The same for ordered reads: a condition for each of few repositories, else one for all. Empty: nothing is left. */
export function armsInScope(
  sql: Connection,
  scope: ReadScope,
  column: string,
  asked: readonly number[] | null = null,
): Fragment[] {
  const ids = visibleIds(scope, asked);
  if (ids === null || ids.length > FEW_REPOSITORIES) return [inScope(sql, scope, column, asked)];
  return ids.map((id) => sql`${sql.unsafe(column)} = ${id}`);
}

/**
 * Whether repository `r` counts for its organization, in every figure, queue and list that names no repository: not when
 * it is archived, and one of the demo only until a report of a real repository took effect.
 */
export function countsForOrganization(sql: Connection, scope: OrganizationScope & Pick<ReadScope, 'named'>): Fragment {
  if (scope.named) return sql`true`;
  return sql`(not r.archived and (not r.demo or not ${hasRealReports(sql, scope)}))`;
}

/** Whether a report of a real repository took effect. */
export function hasRealReports(sql: Connection, { orgId }: OrganizationScope): Fragment {
  return sql`exists (
    select 1 from repository_state took
    join repositories real on real.org_id = took.org_id and real.id = took.repo_id
    where took.org_id = ${orgId} and real.org_id = ${orgId} and took.uploads > 0 and not real.demo)`;
}

/** The day on which the first report of a real repository took effect, null when none did. */
export function firstRealDay(sql: Connection, { orgId }: OrganizationScope): Fragment {
  return sql`(
    select min(first.day) from repositories real, lateral (
      select min(d.day) as day from repository_days d where d.org_id = ${orgId} and d.repo_id = real.id) first
    where real.org_id = ${orgId} and not real.demo)`;
}

/** Beside real repositories the organization's days that only the demo made are none. */
export function notOfDemo(sql: Connection, scope: OrganizationScope, day: string): Fragment {
  return sql`(not exists (select 1 from repositories demo where demo.org_id = ${scope.orgId} and demo.demo)
    or ${sql.unsafe(day)} >= coalesce(${firstRealDay(sql, scope)}, ${sql.unsafe(day)}))`;
}
