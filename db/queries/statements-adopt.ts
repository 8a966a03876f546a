import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { Justification, StatementStatus } from '#lib/domain/statement/statement.ts';
import type { RepositoryNumber } from '#lib/ids.ts';
import type { Connection } from '../client.ts';
import { BULK_COLUMNS, type BulkFinding } from './exceptions-bulk.ts';
import { inScope } from './scope.ts';
import { productMatches } from './statements-match.ts';

/** A finding with one thing that a document states about it. */
export interface StatedFinding extends BulkFinding {
  statement: number;
  status: StatementStatus;
  justification: Justification | null;
  impact: string | null;
  statedAt: Date;
  narrow: boolean;
  exact: boolean;
}

/**
 * What a document states about findings of what the caller sees, in the order in which repositories are locked.
 * @param only some of them; null: all that count
 */
export async function findStatedByDocument(
  sql: Connection,
  scope: ReadScope,
  document: number,
  { only, limit }: { only: readonly RepositoryNumber[] | null; limit: number },
): Promise<StatedFinding[]> {
  const { orgId } = scope;
  const chosen =
    only === null
      ? sql`not r.archived`
      : sql`(f.repo_id, f.number) in (select * from unnest(
          ${only.map(({ repoId }) => repoId)}::int[], ${only.map(({ number }) => number)}::int[]))`;
  return sql<StatedFinding[]>`
    with stated as materialized (
      select f.repo_id, f.number, s.number as statement, s.status, s.justification, s.impact, s.stated_at,
        bool_and(p.narrow) as narrow, bool_or(p.version is not null) as exact
      from statement_names n
      join statements s on s.org_id = ${orgId} and s.document = n.document and s.number = n.statement
      join statement_products p on p.org_id = ${orgId} and p.document = n.document and p.statement = n.statement
      join findings f on f.org_id = ${orgId} and f.advisory = n.advisory and f.category in ('dependency', 'container')
      join repositories r on r.org_id = ${orgId} and r.id = f.repo_id and r.deleting_at is null
      where n.org_id = ${orgId} and n.document = ${document} and ${productMatches(sql)} and ${chosen}
        and ${inScope(sql, scope, 'f.repo_id')}
      group by f.repo_id, f.number, s.number, s.status, s.justification, s.impact, s.stated_at
      order by f.repo_id, f.number, s.number limit ${limit})
    select ${sql.unsafe(BULK_COLUMNS)}, m.statement, m.status, m.justification, m.impact, m.stated_at, m.narrow, m.exact
    from stated m
    join findings f on f.org_id = ${orgId} and f.repo_id = m.repo_id and f.number = m.number
    order by f.repo_id, f.number, m.statement`;
}
