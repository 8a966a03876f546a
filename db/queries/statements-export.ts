import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { FindingState } from '#lib/domain/finding/finding.ts';
import type { Justification } from '#lib/domain/statement/statement.ts';
import type { Connection } from '../client.ts';
import { inScope } from './scope.ts';
import { productMatches } from './statements-match.ts';

export interface DecidedRow {
  repoId: number;
  number: number;
  state: FindingState;
  advisory: string;
  aliases: string[];
  fullName: string;
  codeHost: string | null;
  image: string | null;
  ecosystem: string;
  packageName: string;
  packageVersion: string | null;
  reason: string | null;
  expiresAt: Date | null;
  decidedAt: Date | null;
  openedAt: Date;
  fixedAt: Date | null;
  /** Of the statement that the exception rests on. */
  justification: Justification | null;
}

interface Exported {
  states: readonly FindingState[];
  repoIds: number[] | null;
  withoutRepoIds: number[];
}

/** Findings of packages that the organization can say something of, in the order of repositories and numbers. */
export async function listDecided(
  sql: Connection,
  scope: ReadScope,
  { states, repoIds, withoutRepoIds }: Exported,
  { after, limit }: { after: { repoId: number; number: number }; limit: number },
): Promise<DecidedRow[]> {
  const { orgId } = scope;
  return sql<DecidedRow[]>`
    with page as materialized (
      select f.* from findings f
      where f.org_id = ${orgId} and (f.repo_id, f.number) > (${after.repoId}::int, ${after.number}::int)
        and ${inScope(sql, scope, 'f.repo_id', repoIds)} and f.repo_id <> all(${withoutRepoIds}::int[])
        and f.state = any(${[...states]}::text[]) and f.category in ('dependency', 'container')
        and f.advisory is not null and f.package_name is not null
      order by f.repo_id, f.number limit ${limit})
    select f.repo_id, f.number, f.state, f.advisory, r.full_name, r.code_host, f.image, f.package_name, f.package_version,
      f.opened_at, f.fixed_at, e.reason, e.expires_at, e.decided_at, why.justification,
      coalesce(said.ecosystem, split_part(f.package_key, '/', 1), 'generic') as ecosystem,
      array(select n.name from advisory_names n
        where n.org_id = ${orgId} and n.canonical = f.advisory and n.name <> f.advisory order by n.name limit 24) as aliases
    from page f
    join repositories r on r.org_id = ${orgId} and r.id = f.repo_id
    left join exceptions e on e.org_id = ${orgId} and e.repo_id = f.repo_id and e.finding_number = f.number
      and e.state = 'in_force'
    left join lateral (
      select v.record ->> 'packageEcosystem' as ecosystem from evidence v
      where v.org_id = ${orgId} and v.repo_id = f.repo_id and v.finding_number = f.number
      order by v.scanner = f.scanner desc, v.upload desc, v.stream_id limit 1) said on true
    left join lateral (
      select s.justification from statement_names n
      join statements s on s.org_id = ${orgId} and s.document = n.document and s.number = n.statement
      join statement_products p on p.org_id = ${orgId} and p.document = n.document and p.statement = n.statement
      where n.org_id = ${orgId} and n.document = e.statement_document and n.advisory = f.advisory
        and s.status = 'not_affected' and s.justification is not null and ${productMatches(sql)}
      order by s.stated_at desc, s.number desc limit 1) why on true
    order by f.repo_id, f.number`;
}

/** When what can be exported changed last; null: never. */
export async function lastDecidedChange(
  sql: Connection,
  scope: ReadScope,
  repoIds: number[] | null,
): Promise<Date | null> {
  const { orgId } = scope;
  const [row] = await sql<{ at: Date | null }[]>`
    select greatest(
      (select max(f.fixed_at) from findings f
        where f.org_id = ${orgId} and f.fixed_at is not null and ${inScope(sql, scope, 'f.repo_id', repoIds)}),
      (select max(f.opened_at) from findings f
        where f.org_id = ${orgId} and f.state = 'open' and ${inScope(sql, scope, 'f.repo_id', repoIds)}),
      (select max(greatest(e.decided_at, e.ended_at)) from exceptions e
        where e.org_id = ${orgId} and ${inScope(sql, scope, 'e.repo_id', repoIds)})) as at`;
  return row?.at ?? null;
}
