import { anyWorkflow } from '#lib/domain/privilege/access/any-workflow.ts';
import type { RunnerGroup } from '#lib/domain/privilege/access/facts.ts';
import { proposers } from '#lib/domain/privilege/access/proposers.ts';
import { isNobody, when } from '#lib/domain/privilege/access/reach.ts';
import type { Setting } from '#lib/domain/privilege/access/setting.ts';
import { and, not, or, type Tri } from '#lib/domain/privilege/access/tri.ts';
import { entryWays } from './entry-ways.ts';
import type { Way } from './path.ts';
import { createdRepositoryWays, inScope } from './secret-ways.ts';
import type { World } from './world.ts';

/** Ways onto machines of a group: code of one's own in a repository that may use it. */
export function runnerWays(world: World, group: RunnerGroup): Way[] {
  const { organization, repositories } = world.facts;
  const free = not(group.restrictedToWorkflows);
  const own = { group: group.id };
  const workflows: Setting = { kind: 'groupWorkflows', ...own };
  const { public: open, private: shut, internal } = organization.membersCreate;
  const made = or(and(open, group.allowsPublic), shut, internal);
  const creates =
    group.scope === null
      ? and(null, made)
      : typeof group.scope === 'string'
        ? group.scope === 'all'
          ? made
          : or(shut, internal)
        : false;
  const scope: Setting = { kind: 'groupScope', ...own };
  return [
    ...repositories.flatMap((repository, at): Way[] => {
      const isPublic = repository.visibility === null ? null : repository.visibility === 'public';
      const usable = and(inScope(group.scope, repository), free, or(not(isPublic), group.allowsPublic));
      if (usable === false) return [];
      const refs = world.refs(at);
      if (refs === null) return [];
      const door = { through: at, pattern: 'P27' as const, first: 'R2' as const, last: ['R5', 'R8'] as const };
      return [
        ...entryWays(refs.anywhere(), { ...door, settings: [scope, workflows], open: usable }),
        ...forkWays(world, at, group, usable),
      ];
    }),
    ...createdRepositoryWays(world, and(creates, free), ['R8'], [scope, workflows]),
  ];
}

/** A fork's pull request runs there unless all from outside must be approved, or each machine is thrown away after it. */
function forkWays(world: World, at: number, group: RunnerGroup, usable: Tri): Way[] {
  const refs = world.refs(at);
  if (refs === null) return [];
  const { organization } = world.facts;
  const { repository } = refs.access;
  const isPublic = repository.visibility === null ? null : repository.visibility === 'public';
  const takes = anyWorkflow(repository, (workflow) => workflow.ownMachines);
  const waits = or(
    and(isPublic, not(organization.outsidersNeedApproval)),
    and(not(isPublic), organization.privateForksRun),
  );
  const condition = and(usable, repository.actions, takes, waits, not(group.ephemeral));
  const reach = when(condition, proposers(refs.access));
  if (isNobody(reach)) return [];
  const settings: Setting[] = [{ kind: 'groupPublic', group: group.id }];
  return [{ pattern: 'P5', through: at, alone: reach, helped: reach, steps: ['R12', 'R8'], settings }];
}
