import type { Transaction } from '#db/client.ts';
import { ensureRepository, type NewRepository, type Repository } from '#db/queries/repositories.ts';
import type { OrganizationScope } from '#db/queries/scope.ts';
import { ownByPattern } from '../team/own-by-pattern.ts';

/** Creates a repository, owned by the teams whose patterns match its name; returns the one that exists when there is one. */
export async function addRepository(
  tx: Transaction,
  { orgId }: OrganizationScope,
  input: NewRepository,
): Promise<Repository> {
  const repository = await ensureRepository(tx, { orgId }, input);
  await ownByPattern(tx, { orgId, repoId: repository.id }, repository.fullName);
  return repository;
}
