import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { Connection, Transaction } from '../client.ts';
import { inScope, type OrganizationScope, type RepositoryScope } from './scope.ts';

const slugs = (names: readonly string[]): string[] => names.map((name) => name.toLowerCase());

/** The repository that had this name before, with its present one; null when none had. */
export async function findFormerName(
  sql: Connection,
  scope: OrganizationScope,
  name: string,
): Promise<{ repoId: number; presentName: string } | null> {
  const [row] = await sql<{ repoId: number; presentName: string }[]>`
    select n.repo_id, r.full_name as present_name from former_names n
    join repositories r on r.org_id = n.org_id and r.id = n.repo_id
    where n.org_id = ${scope.orgId} and n.slug = ${name.toLowerCase()} and r.org_id = ${scope.orgId}`;
  return row ?? null;
}

/** Present names of the repositories in scope that had one of these names before, by the lower-cased former name. */
export async function findPresentNames(
  sql: Connection,
  scope: ReadScope,
  names: readonly string[],
): Promise<Map<string, string>> {
  const rows = await sql<{ slug: string; presentName: string }[]>`
    select n.slug, r.full_name as present_name from former_names n
    join repositories r on r.org_id = n.org_id and r.id = n.repo_id
    where n.org_id = ${scope.orgId} and n.slug = any(${slugs(names)}::text[]) and r.org_id = ${scope.orgId}
      and ${inScope(sql, scope, 'n.repo_id')}`;
  return new Map(rows.map((row) => [row.slug, row.presentName]));
}

/** Names that the repository had before, the last one first. */
export async function findFormerNames(sql: Connection, scope: RepositoryScope): Promise<string[]> {
  const rows = await sql<{ fullName: string }[]>`
    select full_name from former_names where org_id = ${scope.orgId} and repo_id = ${scope.repoId}
    order by until desc, slug`;
  return rows.map((row) => row.fullName);
}

export async function insertFormerName(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  name: string,
  until: Date,
): Promise<void> {
  await tx`
    insert into former_names (org_id, slug, full_name, repo_id, until)
    values (${orgId}, ${name.toLowerCase()}, ${name}, ${repoId}, ${until})`;
}

/** Gives names of the repository up: they are free again. */
export async function deleteFormerNames(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  names: readonly string[],
): Promise<void> {
  await tx`
    delete from former_names where org_id = ${orgId} and repo_id = ${repoId} and slug = any(${slugs(names)}::text[])`;
}
