import type { OrganizationSecret, Scope } from '#lib/domain/privilege/access/facts.ts';
import { isNobody, when } from '#lib/domain/privilege/access/reach.ts';
import type { Repository, Workflow } from '#lib/domain/privilege/access/repository-facts.ts';
import type { Known } from '#lib/domain/privilege/access/rule-facts.ts';
import type { Setting } from '#lib/domain/privilege/access/setting.ts';
import { and, or, type Tri } from '#lib/domain/privilege/access/tri.ts';
import { calledWorkflowWays } from './called-workflow-ways.ts';
import { entryWays } from './entry-ways.ts';
import { foreignCodeWays } from './foreign-code-ways.ts';
import type { Way } from './path.ts';
import type { Target } from './target.ts';
import type { World } from './world.ts';

/** Ways to a secret that every workflow of its repository may read, whatever its branch. */
export function secretWays(world: World, target: Target): Way[] {
  const at = target.repository;
  const repository = at === null ? undefined : world.facts.repositories[at];
  if (at === null || repository === undefined) return [];
  const move: Setting = { kind: 'secretToEnvironment', repository: repository.id, secret: target.object };
  return readers(world, at, target.name, true, 'P2', [move]);
}

/** Ways to a secret of the organization, through each repository that may read it, and through one that is made for it. */
export function organizationSecretWays(world: World, target: Target, secret: OrganizationSecret): Way[] {
  const { organization, repositories } = world.facts;
  const scope: Setting = { kind: 'secretScope', secret: secret.id };
  const through = repositories.flatMap((repository, at) =>
    readers(world, at, target.name, inScope(secret.scope, repository), 'P1', [scope]),
  );
  const { public: open, private: shut, internal } = organization.membersCreate;
  const creates =
    secret.scope === null
      ? and(null, or(open, shut, internal))
      : secret.scope === 'all'
        ? or(open, shut, internal)
        : secret.scope === 'private'
          ? or(shut, internal)
          : false;
  return [...through, ...createdRepositoryWays(world, creates, ['R6'], [scope])];
}

/** Whoever makes a repository is its admin, and gets what is there for every repository. */
export function createdRepositoryWays(
  world: World,
  creates: Tri,
  last: Way['steps'],
  settings: readonly Setting[],
): Way[] {
  const reach = when(and(creates, world.facts.organization.actionsEverywhere), world.organization.members);
  if (isNobody(reach)) return [];
  const all: Setting[] = [...settings, { kind: 'membersCreate' }];
  return [{ pattern: 'P4', through: null, alone: reach, helped: reach, steps: ['R5', ...last], settings: all }];
}

export function inScope(scope: Known<Scope>, repository: Repository): Tri {
  if (scope === null) return null;
  if (scope === 'all') return true;
  if (scope === 'private') return repository.visibility === null ? null : repository.visibility !== 'public';
  return scope.includes(repository.id);
}

function readers(
  world: World,
  at: number,
  name: string,
  open: Tri,
  pattern: 'P1' | 'P2',
  settings: readonly Setting[],
): Way[] {
  if (open === false) return [];
  const refs = world.refs(at);
  if (refs === null) return [];
  const door = { through: at, pattern: refs.slashHole ? ('P3' as const) : pattern, first: 'R2' as const };
  return [
    ...entryWays(refs.anywhere(), { ...door, last: ['R5', 'R6'], settings, open }),
    ...foreignCodeWays(world, at, open, (workflow) => handsOver(workflow, name)),
    ...calledWorkflowWays(world, at, open),
  ];
}

function handsOver({ secrets }: Workflow, name: string): Tri {
  if (secrets === null) return null;
  return secrets === 'all' || secrets.some((each) => each.toLowerCase() === name.toLowerCase());
}
