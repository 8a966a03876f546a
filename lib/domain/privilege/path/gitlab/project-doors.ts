import { allOf, anyOf, isNobody, type Reach, when } from '#lib/domain/privilege/access/reach.ts';
import type { Entry } from '#lib/domain/privilege/access/ref-entry.ts';
import type { Setting } from '#lib/domain/privilege/access/setting.ts';
import { and, not, type Tri } from '#lib/domain/privilege/access/tri.ts';
import { REPORTER } from '#lib/domain/privilege/gitlab/facts.ts';
import type { ProjectAccess } from '#lib/domain/privilege/gitlab/project-access.ts';
import { entryWays } from '#lib/domain/privilege/path/entry-ways.ts';
import type { StepRight, Way } from '#lib/domain/privilege/path/path.ts';
import type { PathPattern } from '#lib/domain/privilege/path/pattern.ts';

/** Who gets further: everybody where it is free, else these. */
export interface Gate {
  readonly free: Tri;
  readonly alone: Reach;
  readonly helped: Reach;
}

/** What is behind a door of a project of GitLab: a variable, machines, an environment, a role of a cloud. */
export interface Behind {
  readonly at: number;
  readonly access: ProjectAccess;
  /** What it is called when everybody who writes goes through. */
  readonly pattern: PathPattern;
  readonly last: readonly StepRight[];
  readonly settings: readonly Setting[];
  readonly open: Tri;
  /** Whom it lets further beside code. */
  readonly gate: Gate;
}

export const freeGate = ({ groups }: ProjectAccess): Gate => {
  const { nobody } = groups.organization.roster;
  return { free: true, alone: nobody, helped: nobody };
};

/** Ways of whoever has a pipeline run code of his own: on any ref, or only on those that are protected. */
export function codeDoor(behind: Behind, refs: 'anywhere' | 'onProtected' | 'onDefault'): Way[] {
  const { at, access, pattern, last, settings, gate } = behind;
  const open = and(behind.open, access.project.jobs);
  const first: StepRight = refs === 'onDefault' ? 'R1' : 'R2';
  const through = (entry: Entry): Entry =>
    gate.free === true
      ? entry
      : {
          ...entry,
          alone: anyOf(when(gate.free, entry.alone), allOf(entry.alone, gate.alone)),
          helped: anyOf(when(gate.free, entry.helped), allOf(entry.helped, gate.helped)),
        };
  const door = { through: at, pattern, first, last, settings, open, rewrite: 'P22' as const };
  return entryWays(access[refs]().map(through), door);
}

/** A member starts the pipeline of a fork's merge request with a click: it runs here, without what is protected. */
export function forkDoor({ at, access, last, settings, gate, ...behind }: Behind): Way[] {
  const { project, groups, atLeast } = access;
  const { roster } = groups.organization;
  const isPublic = project.visibility === null ? null : project.visibility === 'public';
  const proposers = anyOf(when(isPublic, roster.anybody), atLeast(REPORTER));
  const { jobs, forks, forkPipelines, archived } = project;
  const helped = when(and(behind.open, gate.free, jobs, forks, forkPipelines, not(archived)), proposers);
  const own: Setting[] = [{ kind: 'gitlabForkPipelines', repository: project.id }];
  return isNobody(helped)
    ? []
    : [
        {
          ...{ pattern: 'P23', through: at, alone: roster.nobody, helped, steps: ['R16', ...last] },
          settings: [...own, ...settings],
        },
      ];
}

/** Whoever has such a role in a project changes what is set there, and needs no code for it. */
export function changeDoor(behind: Pick<Behind, 'at' | 'last'>, reach: Reach, settings: readonly Setting[]): Way[] {
  return isNobody(reach)
    ? []
    : [{ pattern: 'P22', through: behind.at, alone: reach, helped: reach, steps: ['R4', ...behind.last], settings }];
}
