import { type GitlabGroup, MAINTAINER, OWNER } from './facts.ts';

/** Ids of people and groups that are Maintainer by a place, but for owners of the whole group. */
export function maintainersIn({ id, members, shares }: Pick<GitlabGroup, 'id' | 'members' | 'shares'>): string[] {
  const people = (members ?? []).filter((each) => each.level >= MAINTAINER && !(id === 'org' && each.level >= OWNER));
  const invited = (shares ?? []).filter((each) => each.level >= MAINTAINER);
  return [...people.map(({ person }) => person), ...invited.map(({ group }) => group)];
}
