import type { CloudRole } from '#lib/domain/privilege/access/facts.ts';
import type { Reach } from '#lib/domain/privilege/access/reach.ts';
import { and, type Tri } from '#lib/domain/privilege/access/tri.ts';
import type { GitlabVariable } from '#lib/domain/privilege/gitlab/facts.ts';
import type { GitlabAccess } from '#lib/domain/privilege/gitlab/gitlab-access.ts';
import type { ProjectAccess } from '#lib/domain/privilege/gitlab/project-access.ts';
import type { Way } from '#lib/domain/privilege/path/path.ts';
import type { Target } from '#lib/domain/privilege/path/target.ts';
import { aloneIn } from './alone-in.ts';
import { environmentDoor } from './environment-door.ts';
import { jobTokenWays } from './job-token-ways.ts';
import { codeDoor, freeGate } from './project-doors.ts';
import { roleWays } from './role-ways.ts';
import { runnerDoor } from './runner-door.ts';
import { variableWays } from './variable-ways.ts';

/** All ways to one thing of production in a group of GitLab. */
export function gitlabWays(gitlab: GitlabAccess, roles: readonly CloudRole[], target: Target): Way[] {
  const { facts } = gitlab;
  const at = target.repository;
  const access = at === null ? null : gitlab.project(at);
  switch (target.kind) {
    case 'secret':
      return access === null || at === null
        ? []
        : (access.project.variables ?? [])
            .filter(({ id }) => id === target.object)
            .flatMap((each) => {
              const ways = variableWays(gitlab, at, access, each);
              return [...ways, ...byPush(gitlab, at, access, aloneIn(ways, access), access.project.jobs)];
            });
    case 'organizationSecret':
      return (facts.variables ?? [])
        .filter(({ id }) => id === target.object)
        .flatMap((each) =>
          eachProject(gitlab, (place, one) => (isBelow(one, each) ? variableWays(gitlab, place, one, each) : [])),
        );
    case 'runnerGroup':
      return (facts.runners ?? [])
        .filter(({ id }) => id === target.object)
        .flatMap((each) => eachProject(gitlab, (place, one) => runnerDoor(place, one, each)));
    case 'environment':
      return access === null || at === null
        ? []
        : (access.project.environments ?? [])
            .filter(({ id }) => id === target.object)
            .flatMap((each) => {
              const ways = environmentDoor(gitlab, at, access, each, { last: ['R7'], pattern: 'P10' });
              return [...ways, ...jobTokenWays(gitlab, at, access, aloneIn(ways, access), access.project.jobs, ['R7'])];
            });
    case 'branch':
      if (access === null || at === null) return [];
      return [
        ...codeDoor(
          { at, access: withJobs(access), pattern: 'P26', last: [], settings: [], open: true, gate: freeGate(access) },
          'onDefault',
        ),
        ...byPush(gitlab, at, access, aloneIn(access.onDefault(), access), true),
      ];
    case 'cloudRole':
      return roles.filter(({ id }) => id === target.object).flatMap((each) => roleWays(gitlab, each));
    case 'safe':
      return [];
  }
}

/** The branch is there whether pipelines run or not. */
const withJobs = (access: ProjectAccess): ProjectAccess => ({ ...access, project: { ...access.project, jobs: true } });

/** Tokens of jobs push where that is allowed, and then whoever they act for is at the branch. */
const byPush = (gitlab: GitlabAccess, at: number, access: ProjectAccess, able: Reach, open: Tri): Way[] =>
  jobTokenWays(gitlab, at, access, able, and(open, access.project.jobTokens.push), ['R1']);

function eachProject(gitlab: GitlabAccess, ways: (at: number, access: ProjectAccess) => Way[]): Way[] {
  return gitlab.facts.projects.flatMap((_, at) => {
    const access = gitlab.project(at);
    return access === null ? [] : ways(at, access);
  });
}

function isBelow({ groups, project }: ProjectAccess, { group, projects }: GitlabVariable): boolean {
  if (projects !== 'all' && !projects.includes(project.id)) return false;
  return groups.above(project.group).some(({ id }) => id === group);
}
