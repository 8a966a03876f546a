import { allOf, anyOf, type Reach, when } from '#lib/domain/privilege/access/reach.ts';
import { and, not } from '#lib/domain/privilege/access/tri.ts';
import { type CodeWays, codeWays } from './code-ways.ts';
import { type Allowed, DEVELOPER, type GitlabProject } from './facts.ts';
import type { GroupAccess } from './group-access.ts';
import type { ProjectRights } from './project-rights.ts';
import { tokensIn } from './tokens-in.ts';

/** Who may do what in a project by roles, and who gets code of his own to which of its refs. */
export interface ProjectAccess extends ProjectRights, CodeWays {}

export function projectAccess(groups: GroupAccess, project: GitlabProject): ProjectAccess {
  const { roster } = groups.organization;
  const open = not(project.archived);
  const roles = new Map<number, Reach>();
  const atLeast = (level: number): Reach => {
    const reach =
      roles.get(level) ??
      roster.share(
        when(open, anyOf(groups.group(project.group, level), groups.direct(project.members, project.shares, level))),
      );
    roles.set(level, reach);
    return reach;
  };
  const tokens: ProjectAccess['tokens'] = (level, right) =>
    when(
      open,
      tokensIn(
        groups.organization,
        [project.tokens, ...groups.above(project.group).map((group) => group.tokens)],
        level,
        right,
      ),
    );
  const keys = when(
    and(open, null),
    keysOf(groups, project, () => true),
  );
  const one = (each: Allowed): Reach => {
    switch (each.by) {
      case 'level':
        return anyOf(atLeast(each.level), tokens(each.level, 'writes'));
      case 'person':
        return allOf(groups.organization.person(each.name), atLeast(DEVELOPER));
      case 'group':
        return allOf(groups.group(each.name, 1), atLeast(DEVELOPER));
      case 'key':
        return when(
          and(open, null),
          keysOf(groups, project, (id) => id === each.name),
        );
    }
  };
  const named: ProjectAccess['named'] = (list, only = () => true) =>
    list === null
      ? when(null, anyOf(atLeast(DEVELOPER), tokens(DEVELOPER, 'writes'), keys))
      : anyOf(roster.nobody, ...list.filter(only).map(one));
  const rights = { project, groups, atLeast, tokens, keys, named };
  return { ...rights, ...codeWays(rights) };
}

function keysOf({ organization }: GroupAccess, { keys }: GitlabProject, test: (key: string) => boolean): Reach {
  const { roster, perhapsAnybody } = organization;
  if (keys === null) return perhapsAnybody;
  const set = roster.setOf(
    keys.flatMap((key) => (key.writes !== false && test(key.id) ? (roster.index('deployKey', key.id) ?? []) : [])),
  );
  return { sure: roster.nobody.sure, maybe: set };
}
