import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { Connection } from '../client.ts';
import { countsForOrganization, inScope, type RepositoryScope } from './scope.ts';

export interface ActionHistory {
  key: string;
  firstOpenedAt: Date;
  closedAt: Date | null;
}

export async function findActionHistory(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  number: number,
): Promise<ActionHistory | null> {
  const [row] = await sql<ActionHistory[]>`
    select key, first_opened_at, closed_at from actions
    where org_id = ${orgId} and repo_id = ${repoId} and number = ${number}`;
  return row ?? null;
}

/** What some of an action's open findings have in common. */
export interface ActionPlace {
  ecosystem: string | null;
  packageName: string | null;
  packageVersion: string | null;
  path: string | null;
  image: string | null;
  ruleId: string;
  /** How many of the findings that were looked at. */
  count: number;
  openedAt: Date;
}

/** So many findings are looked at: enough to name what most of them are about. */
const LOOKED_AT = 1000;

/** Where the open findings of an action are and what they are about, the worst first, then those of most findings. */
export async function findActionPlaces(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  number: number,
  limit: number,
): Promise<ActionPlace[]> {
  return sql<ActionPlace[]>`
    select split_part(f.package_key, '/', 1) as ecosystem, f.package_name, f.package_version, f.path, f.image, f.rule_id,
      count(*)::int as count, min(f.opened_at) as opened_at
    from (
      select package_key, package_name, package_version, path, image, rule_id, opened_at, rank from findings
      where org_id = ${orgId} and repo_id = ${repoId} and action_number = ${number} and state = 'open'
      order by number limit ${LOOKED_AT}) f
    group by 1, 2, 3, 4, 5, 6
    order by max(f.rank) desc, count desc, path, package_version, rule_id limit ${limit}`;
}

/** When a scanner that reports one of these findings reported last; null when none does. */
export async function findLastReport(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  numbers: readonly number[],
): Promise<Date | null> {
  const [row] = await sql<{ at: Date | null }[]>`
    select max(st.last_report_at) as at from sightings s
    join streams st on st.org_id = s.org_id and st.repo_id = s.repo_id and st.id = s.stream_id
    where s.org_id = ${orgId} and s.repo_id = ${repoId} and st.org_id = ${orgId} and st.repo_id = ${repoId}
      and s.finding_number = any(${numbers}::int[]) and s.until_upload is null and st.tracked`;
  return row?.at ?? null;
}

export interface SameAction {
  repoId: number;
  number: number;
  fullName: string;
  open: number;
}

/** The same fix where it is open in other repositories that count, most findings first. */
export async function findSameActions(
  sql: Connection,
  scope: ReadScope,
  of: { key: string; repoId: number },
  limit: number,
): Promise<SameAction[]> {
  return sql<SameAction[]>`
    select a.repo_id, a.number, r.full_name, a.open from actions a
    join repositories r on r.org_id = ${scope.orgId} and r.id = a.repo_id
    where a.org_id = ${scope.orgId} and hashtextextended(a.key, 0) = hashtextextended(${of.key}::text, 0)
      and a.key = ${of.key} and a.open > 0 and a.repo_id <> ${of.repoId} and ${inScope(sql, scope, 'a.repo_id')}
      and r.deleting_at is null and ${countsForOrganization(sql, scope)}
    order by a.open desc, a.repo_id limit ${limit}`;
}
