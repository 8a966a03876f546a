import { anyOf, type Reach } from '#lib/domain/privilege/access/reach.ts';
import type { ProjectRights } from '#lib/domain/privilege/gitlab/project-rights.ts';

/** Whoever goes any of these ways in a project alone. */
export function aloneIn(list: readonly { readonly alone: Reach }[], { groups }: Pick<ProjectRights, 'groups'>): Reach {
  return list.reduce((all, each) => anyOf(all, each.alone), groups.organization.roster.nobody);
}
