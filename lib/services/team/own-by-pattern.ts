import type { Transaction } from '#db/client.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import { awaitTeams, findAllPatterns, setOwners } from '#db/queries/teams-write.ts';
import { repositoryMatcher } from '#lib/domain/access/access.ts';

/** Gives a repository with a new name to the teams whose patterns match it, and takes it from those whose do not. */
export async function ownByPattern(tx: Transaction, scope: RepositoryScope, fullName: string): Promise<void> {
  await awaitTeams(tx, scope);
  const patterns = await findAllPatterns(tx, scope);
  const matching = patterns.filter(({ pattern }) => repositoryMatcher([pattern])(fullName));
  await setOwners(tx, scope, [...new Set(matching.map(({ teamId }) => teamId))], 'pattern');
}
