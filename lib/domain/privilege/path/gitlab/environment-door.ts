import { allOf, among, anyOf, isNobody, type Reach, when, without } from '#lib/domain/privilege/access/reach.ts';
import type { Setting } from '#lib/domain/privilege/access/setting.ts';
import { not } from '#lib/domain/privilege/access/tri.ts';
import { deployers } from '#lib/domain/privilege/gitlab/deployers.ts';
import { DEVELOPER, type GitlabEnvironment, MAINTAINER } from '#lib/domain/privilege/gitlab/facts.ts';
import type { GitlabAccess } from '#lib/domain/privilege/gitlab/gitlab-access.ts';
import { maintainerSettings, tokenSettings } from '#lib/domain/privilege/gitlab/holder-settings.ts';
import type { ProjectAccess } from '#lib/domain/privilege/gitlab/project-access.ts';
import { tierOf } from '#lib/domain/privilege/gitlab/tier-of.ts';
import type { StepRight, Way } from '#lib/domain/privilege/path/path.ts';
import type { PathPattern } from '#lib/domain/privilege/path/pattern.ts';
import { aloneIn } from './alone-in.ts';
import { codeDoor, forkDoor, freeGate } from './project-doors.ts';

/** Ways to deploy by code of one's own: of everybody where nothing is said of the environment, else of whom its rules let in. */
export function environmentDoor(
  gitlab: GitlabAccess,
  at: number,
  access: ProjectAccess,
  environment: GitlabEnvironment,
  { last, pattern }: { last: readonly StepRight[]; pattern: PathPattern },
): Way[] {
  const { project, atLeast } = access;
  const { roster } = gitlab.organization;
  const of = deployers(gitlab, access, environment);
  const protect: Setting = { kind: 'gitlabEnvironment', repository: project.id, environment: environment.id };
  const free = { at, access, pattern, last: ['R5', ...last], settings: [protect], gate: freeGate(access) } as const;
  const open = not(of.guarded);
  const unguarded =
    of.guarded === true ? [] : [...codeDoor({ ...free, open }, 'anywhere'), ...forkDoor({ ...free, open, last })];
  if (of.guarded === false) return unguarded;
  const running = when(project.jobs, aloneIn(access.anywhere(), access));
  const alone = allOf(of.alone, running);
  const ordinary = among(without(alone, atLeast(MAINTAINER).maybe), roster.people);
  const members = maintainerSettings(access);
  const above: Setting = { kind: 'gitlabTier', tier: environment.tier ?? tierOf(environment.name) };
  const tier = of.byGroup ? [] : [above];
  const way = (
    name: PathPattern,
    reach: Reach,
    helped: Reach,
    steps: StepRight[],
    settings: readonly Setting[],
  ): Way[] =>
    isNobody(anyOf(reach, helped))
      ? []
      : [
          {
            ...{ pattern: name, through: at, alone: reach, helped: anyOf(reach, helped), settings },
            steps: [...steps, ...last],
          },
        ];
  const own = without(allOf(of.approvingOwn, running), alone.sure);
  const byToken = among(alone, roster.delegates);
  return [
    ...unguarded,
    ...way(pattern, ordinary, without(allOf(of.helped, running), alone.sure), ['R2', 'R5'], [protect]),
    ...way('P12', among(without(alone, ordinary.sure), roster.people), roster.nobody, ['R2', 'R5'], [protect]),
    ...way(
      'P11',
      among(own, roster.people),
      roster.nobody,
      ['R2', 'R5'],
      [{ kind: 'gitlabSelfApproval', repository: project.id }],
    ),
    ...way('P15', byToken, byToken, ['R2', 'R5'], tokenSettings(access, DEVELOPER)),
    ...way('P22', allOf(of.rewriting, running), roster.nobody, ['R4', 'R5'], [...tier, ...members]),
  ];
}
