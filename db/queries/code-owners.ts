import type { Transaction } from '../client.ts';
import type { OrganizationScope, RepositoryScope } from './scope.ts';

export interface CodeOwner {
  owner: string;
  slug: string | null;
}

/** Makes these the owners that the repository's CODEOWNERS file names. */
export async function replaceCodeOwners(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  owners: readonly CodeOwner[],
): Promise<void> {
  await tx`delete from repository_code_owners where org_id = ${orgId} and repo_id = ${repoId}`;
  await tx`
    insert into repository_code_owners (org_id, repo_id, owner, slug)
    select ${orgId}::int, ${repoId}::int, owner, nullif(slug, '')
    from unnest(${owners.map(({ owner }) => owner)}::text[], ${owners.map(({ slug }) => slug ?? '')}::text[])
      as given(owner, slug)`;
}

/** Ids of repositories whose CODEOWNERS file names a team of this slug. */
export async function findIdsOwnedBy(tx: Transaction, { orgId }: OrganizationScope, slug: string): Promise<number[]> {
  const rows = await tx<{ repoId: number }[]>`
    select distinct repo_id from repository_code_owners where org_id = ${orgId} and slug = ${slug} order by repo_id`;
  return rows.map(({ repoId }) => repoId);
}

/** The teams of these slugs. */
export async function findTeamsBySlug(
  tx: Transaction,
  { orgId }: OrganizationScope,
  slugs: readonly string[],
): Promise<{ id: number; slug: string; name: string }[]> {
  return tx<{ id: number; slug: string; name: string }[]>`
    select id, slug, name from teams where org_id = ${orgId} and slug = any(${[...slugs]}::text[]) order by slug`;
}
