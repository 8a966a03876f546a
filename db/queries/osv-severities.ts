import { UNKNOWN } from '#lib/domain/finding/severity-number.ts';
import type { Connection, Transaction } from '../client.ts';
import type { Fragment } from './fragment.ts';
import type { OrganizationScope, RepositoryScope } from './scope.ts';

/** The highest severity that records of OSV state under any name of the advisory in this column; null: none states any. */
export const osvSeverity = (sql: Connection, { orgId }: OrganizationScope, column: string): Fragment => sql`(
  select max(o.severity)::int from (
    select ${sql.unsafe(column)} as name union
    select n.name from advisory_names n where n.org_id = ${orgId} and n.canonical = ${sql.unsafe(column)}) names
  join osv_records o on o.org_id = ${orgId} and o.id = names.name)`;

/** By advisory; one of which no record states a severity is missing. */
export async function findOsvSeverities(
  sql: Connection,
  scope: OrganizationScope,
  advisories: readonly string[],
): Promise<Map<string, number>> {
  const rows = await sql<{ advisory: string; severity: number | null }[]>`
    select a.advisory, ${osvSeverity(sql, scope, 'a.advisory')} as severity
    from unnest(${[...advisories]}::text[]) as a(advisory)
    where exists (select 1 from osv_records any_row where any_row.org_id = ${scope.orgId})`;
  return new Map(rows.flatMap(({ advisory, severity }) => (severity === null ? [] : [[advisory, severity] as const])));
}

/** A finding of which no report states a severity, and that has another one than the records of OSV state. */
export interface SeverityDifference {
  number: number;
  before: number;
  after: number;
}

/**
 * Those of a repository. One look where no record was ever loaded; else of findings of packages the evidence is looked at.
 * @param since only advisories of which a name was learned after this learning; null: all
 */
export async function findSeverityDifferences(
  tx: Transaction,
  scope: RepositoryScope,
  since: number | null,
): Promise<SeverityDifference[]> {
  const { orgId, repoId } = scope;
  const learned = tx`
    and f.advisory in (select n.canonical from advisory_names n where n.org_id = ${orgId} and n.epoch > ${since ?? 0}::int)`;
  return tx<SeverityDifference[]>`
    with candidates as materialized (
      select f.number, f.advisory, f.severity::int as before from findings f
      where exists (select 1 from osv_records any_row where any_row.org_id = ${orgId})
        and f.org_id = ${orgId} and f.repo_id = ${repoId} and f.advisory is not null
        and f.category in ('dependency', 'container') ${since === null ? tx`` : learned}
        and exists (
          select 1 from evidence e where e.org_id = ${orgId} and e.repo_id = ${repoId} and e.finding_number = f.number
            and e.severity = ${UNKNOWN})),
    said as (
      select c.number, c.advisory, c.before,
        (case when bool_or(st.tracked) then max(e.severity) filter (where st.tracked) else max(e.severity) end)::int as severity
      from candidates c
      join sightings s on s.org_id = ${orgId} and s.repo_id = ${repoId} and s.finding_number = c.number
        and s.until_upload is null
      join streams st on st.org_id = ${orgId} and st.repo_id = ${repoId} and st.id = s.stream_id
      join evidence e on e.org_id = ${orgId} and e.repo_id = ${repoId} and e.finding_number = c.number
        and e.stream_id = s.stream_id
      group by 1, 2, 3),
    now as (
      select number, before, coalesce(${osvSeverity(tx, scope, 'said.advisory')}, ${UNKNOWN}) as after from said
      where severity = ${UNKNOWN})
    select number, before, after from now where before <> after order by number`;
}
