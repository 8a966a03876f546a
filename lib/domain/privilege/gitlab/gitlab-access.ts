import type { OrganizationAccess } from '#lib/domain/privilege/access/organization-access.ts';
import type { GitlabFacts, GitlabGroup, GitlabProject } from './facts.ts';
import { type GroupAccess, groupAccess } from './group-access.ts';
import { type ProjectAccess, projectAccess } from './project-access.ts';

/** Facts of a group of GitLab, and what was already computed from them. */
export interface GitlabAccess extends GroupAccess {
  readonly facts: GitlabFacts;
  project(at: number): ProjectAccess | null;
}

interface Memo {
  readonly groups: GroupAccess;
  readonly projects: WeakMap<GitlabProject, ProjectAccess>;
}
const memos = new WeakMap<OrganizationAccess, WeakMap<readonly GitlabGroup[], Memo>>();

/** What a change does not touch is not computed again: neither groups, nor a project in the same ones. */
export function gitlabAccess(facts: GitlabFacts, organization: OrganizationAccess): GitlabAccess {
  const byGroups = memos.get(organization) ?? new WeakMap<readonly GitlabGroup[], Memo>();
  memos.set(organization, byGroups);
  const memo: Memo = byGroups.get(facts.groups) ?? {
    groups: groupAccess(facts.groups, organization),
    projects: new WeakMap(),
  };
  byGroups.set(facts.groups, memo);
  return {
    ...memo.groups,
    facts,
    project: (at) => {
      const project = facts.projects[at];
      if (project === undefined) return null;
      const made = memo.projects.get(project) ?? projectAccess(memo.groups, project);
      memo.projects.set(project, made);
      return made;
    },
  };
}
