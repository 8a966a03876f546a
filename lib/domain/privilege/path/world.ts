import type { AccessFacts } from '#lib/domain/privilege/access/facts.ts';
import { type OrganizationAccess, organizationAccess } from '#lib/domain/privilege/access/organization-access.ts';
import { repositoryAccess } from '#lib/domain/privilege/access/repository-access.ts';
import type { Repository } from '#lib/domain/privilege/access/repository-facts.ts';
import { type RepositoryRefs, repositoryRefs } from '#lib/domain/privilege/access/repository-refs.ts';
import { type Roster, rosterOf } from '#lib/domain/privilege/access/roster.ts';
import { type GitlabAccess, gitlabAccess } from '#lib/domain/privilege/gitlab/gitlab-access.ts';

/** Facts, and what was already computed from them. */
export interface World {
  readonly facts: AccessFacts;
  readonly roster: Roster;
  readonly organization: OrganizationAccess;
  /** Of a group of GitLab, which has no repositories of GitHub. */
  readonly gitlab: GitlabAccess | null;
  /** Who gets code to which refs of a repository, by its place in the list. */
  refs(at: number): RepositoryRefs | null;
  /** Place of a repository by its name. */
  placeOf(name: string): number | undefined;
}

type Memo = WeakMap<Repository, RepositoryRefs>;
const memos = new WeakMap<OrganizationAccess, Memo>();

export function worldOf(facts: AccessFacts): World {
  const roster = rosterOf(facts);
  return make(facts, roster, organizationAccess(facts.organization, roster));
}

/** The same people after a change. What the change does not touch is not computed again. */
export function worldAfter(before: World, facts: AccessFacts): World {
  const same = facts.organization === before.facts.organization;
  return make(facts, before.roster, same ? before.organization : organizationAccess(facts.organization, before.roster));
}

function make(facts: AccessFacts, roster: Roster, organization: OrganizationAccess): World {
  const memo: Memo = memos.get(organization) ?? new WeakMap();
  memos.set(organization, memo);
  let places: Map<string, number> | null = null;
  return {
    ...{ facts, roster, organization },
    gitlab: facts.gitlab === null ? null : gitlabAccess(facts.gitlab, organization),
    refs: (at) => {
      const repository = facts.repositories[at];
      if (repository === undefined) return null;
      const made = memo.get(repository) ?? repositoryRefs(repositoryAccess(organization, repository));
      memo.set(repository, made);
      return made;
    },
    placeOf: (name) => {
      places ??= new Map(facts.repositories.map((repository, at) => [repository.name.toLowerCase(), at]));
      return places.get(name.toLowerCase());
    },
  };
}
