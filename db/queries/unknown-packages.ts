import type { PlacedPackage } from '#lib/domain/finding/unknown-package.ts';
import type { Transaction } from '../client.ts';
import type { RepositoryScope } from './scope.ts';

/** A finding about a package, with its key (hex). */
export type PackageFinding = PlacedPackage & { number: number; key: string };

/** Findings of packages of which no ecosystem is known. The prefix is that of the index, `UNKNOWN_PACKAGES`. */
export async function findUnknownPackages(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
): Promise<PackageFinding[]> {
  return tx<PackageFinding[]>`
    select number, encode(key, 'hex') as key, category, image, package_key, advisory from findings
    where org_id = ${orgId} and repo_id = ${repoId} and package_key like 'generic/%' and advisory is not null
      and category in ('dependency', 'container')
    order by number`;
}

/** Findings of packages with these advisories. */
export async function findPackagesWithAdvisories(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  advisories: string[],
): Promise<PackageFinding[]> {
  return tx<PackageFinding[]>`
    select number, encode(key, 'hex') as key, category, image, package_key, advisory from findings
    where org_id = ${orgId} and repo_id = ${repoId} and advisory = any(${advisories}::text[]) and package_key is not null
      and category in ('dependency', 'container')
    order by number`;
}
