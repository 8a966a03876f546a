import { among, anyOf, type Reach, when } from './reach.ts';
import type { RepositoryAccess } from './repository-access.ts';
import { and, not } from './tri.ts';

/** Who may propose code of his own that is not his to push: anybody in a public repository, else readers, by a fork. */
export function proposers(access: RepositoryAccess): Reach {
  const { repository, organization, rights } = access;
  const { roster } = organization;
  const isPublic = repository.visibility === null ? null : repository.visibility === 'public';
  const forks = and(not(isPublic), repository.allowForking, organization.organization.membersForkPrivate);
  const open = not(repository.archived);
  return anyOf(when(and(open, isPublic), roster.anybody), when(and(open, forks), among(rights.read, roster.people)));
}
