import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { Connection, Transaction } from '../client.ts';
import { inScope, type RepositoryScope } from './scope.ts';

/** Labels of some repositories, in their order. */
export async function findLabels(
  sql: Connection,
  scope: ReadScope,
  repoIds: readonly number[],
): Promise<{ repoId: number; label: string }[]> {
  return sql<{ repoId: number; label: string }[]>`
    select repo_id, label from repository_labels
    where org_id = ${scope.orgId} and ${inScope(sql, scope, 'repo_id', repoIds)} order by repo_id, label`;
}

export interface LabelPage {
  /** ILIKE pattern; null: all. */
  pattern: string | null;
  /** The last label of the page before. */
  after: string | null;
  limit: number;
}

/** Labels of repositories in scope, each with how many have it. */
export async function listLabels(
  sql: Connection,
  scope: ReadScope,
  { pattern, after, limit }: LabelPage,
): Promise<{ label: string; repositories: number }[]> {
  return sql<{ label: string; repositories: number }[]>`
    select l.label, count(*)::int as repositories from repository_labels l
    join repositories r on r.org_id = l.org_id and r.id = l.repo_id
    where l.org_id = ${scope.orgId} and r.org_id = ${scope.orgId} and ${inScope(sql, scope, 'l.repo_id')}
      and r.deleting_at is null and ${pattern === null ? sql`true` : sql`l.label ilike ${pattern}`}
      and ${after === null ? sql`true` : sql`l.label > ${after}`}
    group by l.label order by l.label limit ${limit}`;
}

/** Ids of the repositories in scope that have this label. */
export async function findRepositoriesWithLabel(sql: Connection, scope: ReadScope, label: string): Promise<number[]> {
  const rows = await sql<{ repoId: number }[]>`
    select repo_id from repository_labels
    where org_id = ${scope.orgId} and label = ${label.toLowerCase()} and ${inScope(sql, scope, 'repo_id')}
    order by repo_id`;
  return rows.map(({ repoId }) => repoId);
}

/** Labels that it did not have before. */
export async function insertLabels(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  labels: readonly string[],
): Promise<string[]> {
  const rows = await tx<{ label: string }[]>`
    insert into repository_labels (org_id, repo_id, label)
    select ${orgId}::int, ${repoId}::int, label from unnest(${[...labels]}::text[]) as given(label)
    on conflict do nothing returning label`;
  return rows.map(({ label }) => label);
}

/** Labels that it had. */
export async function deleteLabels(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  labels: readonly string[],
): Promise<string[]> {
  const rows = await tx<{ label: string }[]>`
    delete from repository_labels where org_id = ${orgId} and repo_id = ${repoId} and label = any(${[...labels]}::text[])
    returning label`;
  return rows.map(({ label }) => label);
}
