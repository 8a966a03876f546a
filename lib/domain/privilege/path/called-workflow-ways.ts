import { among, anyOf, isNobody, type Reach, when, without } from '#lib/domain/privilege/access/reach.ts';
import type { ReusableCall } from '#lib/domain/privilege/access/repository-facts.ts';
import { and, type Tri } from '#lib/domain/privilege/access/tri.ts';
import type { Way } from './path.ts';
import type { World } from './world.ts';

/** Ways of those who change a workflow that this repository calls and hands its secrets to. */
export function calledWorkflowWays(world: World, at: number, open: Tri): Way[] {
  const refs = world.refs(at);
  if (refs === null) return [];
  const { repository } = refs.access;
  const told = refs.anywhere().map((entry) => entry.alone.sure);
  return (repository.workflows ?? []).flatMap((workflow): Way[] =>
    workflow.calls.flatMap((call): Way[] => {
      if (call.branch === null || call.inheritsSecrets === false) return [];
      const condition = and(open, call.inheritsSecrets, repository.actions);
      const changers = changersOf(world, call, call.branch);
      const alone = when(condition, told.reduce(without, changers.alone));
      const helped = when(condition, told.reduce(without, changers.helped));
      if (isNobody(helped)) return [];
      const settings = [{ kind: 'pinnedCall', repository: repository.id, workflow: workflow.path }] as const;
      return [{ pattern: 'P18', through: at, alone, helped, steps: ['R1', 'R6'], settings }];
    }),
  );
}

/** Who gets code to the branch that is called; of a repository that is not listed nobody knows. */
function changersOf(world: World, call: ReusableCall, branch: string): { alone: Reach; helped: Reach } {
  const { roster } = world;
  const place = world.placeOf(call.repository);
  const refs = place === undefined ? null : world.refs(place);
  if (refs === null) {
    const unknown = { sure: roster.nobody.sure, maybe: roster.unlisted };
    return { alone: unknown, helped: unknown };
  }
  const listed =
    refs.access.repository.branches?.includes(branch) === true || refs.access.repository.defaultBranch === branch;
  const entries = refs.entries({ kind: 'branch', name: branch, exists: true, certain: listed });
  const people = (reaches: Reach[]) => among(anyOf(roster.nobody, ...reaches), roster.people);
  return { alone: people(entries.map(({ alone }) => alone)), helped: people(entries.map(({ helped }) => helped)) };
}
