import { branchRuleFor, OTHER_RULES_UNREAD } from '#lib/domain/privilege/access/branch-rule-for.ts';
import { matchRef } from '#lib/domain/privilege/access/match-ref.ts';
import { allOf, among, anyOf, isNobody, when, without } from '#lib/domain/privilege/access/reach.ts';
import type { Environment } from '#lib/domain/privilege/access/repository-facts.ts';
import type { CandidateRef, RepositoryRefs } from '#lib/domain/privilege/access/repository-refs.ts';
import type { Setting } from '#lib/domain/privilege/access/setting.ts';
import { not, type Tri } from '#lib/domain/privilege/access/tri.ts';
import { entryWays } from './entry-ways.ts';
import type { StepRight, Way } from './path.ts';
import type { PathPattern } from './pattern.ts';
import type { World } from './world.ts';

interface Wanted {
  /** What an environment that takes any branch is called here. */
  readonly anyBranch: PathPattern;
  readonly last: readonly StepRight[];
  /** Refs that will do; all, unless said. */
  readonly accepts?: (ref: CandidateRef) => Tri;
}

/** Ways into an environment: code on a ref that may deploy, and the approval of a reviewer where there is one. */
export function environmentWays(world: World, at: number, environment: Environment, wanted: Wanted): Way[] {
  const refs = world.refs(at);
  if (refs === null) return [];
  const ignored = environment.rulesIgnored;
  const ruled = guardedWays(world, refs, at, environment, wanted);
  if (ignored === false) return ruled;
  const unruled: Environment = { ...environment, refs: 'any', reviewers: [], rulesIgnored: false };
  return [
    ...ruled,
    ...guardedWays(world, refs, at, unruled, wanted).map((way) => ({
      ...way,
      alone: when(ignored, way.alone),
      helped: when(ignored, way.helped),
    })),
  ];
}

function guardedWays(world: World, refs: RepositoryRefs, at: number, environment: Environment, wanted: Wanted): Way[] {
  const { access } = refs;
  const ids = { repository: access.repository.id, environment: environment.id };
  const { refs: list, anyRef, certain } = deployingRefs(refs, environment);
  const entries =
    list === refs.candidates && wanted.accepts === undefined ? refs.anywhere() : refs.onto(list, wanted.accepts);
  const asks = environment.reviewers === null ? null : environment.reviewers.length > 0;
  const everybody = world.roster.everybody;
  const unasked = when(not(asks), everybody);
  const admins = among(access.rights.admin, world.roster.people);
  const himself = anyOf(
    when(not(environment.preventSelfReview), access.named(environment.reviewers)),
    when(environment.adminsBypass, admins),
  );
  const settings: Setting[] = anyRef === true ? [{ kind: 'environmentRefs', ...ids }] : [];
  const pattern = anyRef === false ? 'P26' : refs.slashHole && anyRef === true ? 'P3' : wanted.anyBranch;
  const door = {
    through: at,
    pattern,
    first: anyRef === false ? ('R1' as const) : ('R2' as const),
    last: wanted.last,
    settings,
    open: certain,
  };
  const ways = entryWays(entries, door).map((way) => ({ ...way, alone: allOf(way.alone, unasked) }));
  return [...ways, ...selfApproved(), ...edited()];

  function selfApproved(): Way[] {
    if (asks === false) return [];
    const alone = when(certain, allOf(himself, anyOf(world.roster.nobody, ...entries.map((entry) => entry.alone))));
    const flags: Setting[] = [
      ...(environment.preventSelfReview === true ? [] : [{ kind: 'selfReview', ...ids } as const]),
      ...(environment.adminsBypass === false ? [] : [{ kind: 'environmentAdmins', ...ids } as const]),
    ];
    return isNobody(alone)
      ? []
      : [{ pattern: 'P11', through: at, alone, helped: alone, steps: ['R5', ...wanted.last], settings: flags }];
  }

  /** Who administers the repository changes what its environments ask for. */
  function edited(): Way[] {
    if (environment.refs === 'any' && asks === false) return [];
    const runners = anyOf(world.roster.nobody, ...refs.anywhere().map((entry) => entry.alone));
    const usable =
      wanted.accepts === undefined
        ? runners
        : anyOf(world.roster.nobody, ...refs.onto(refs.candidates, wanted.accepts).map((entry) => entry.alone));
    const alone = allOf(access.rights.admin, usable);
    // Who is let in anyway changes nothing first.
    const people = ways.reduce((left, way) => without(left, way.alone.sure), among(alone, world.roster.people));
    const delegates = among(alone, world.roster.delegates);
    const way = { through: at, steps: ['R4', ...wanted.last] as const, settings: adminGrants(refs) };
    return [
      ...(isNobody(people) ? [] : [{ ...way, pattern: 'P12' as const, alone: people, helped: people }]),
      ...(isNobody(delegates) ? [] : [{ ...way, pattern: 'P15' as const, alone: delegates, helped: delegates }]),
    ];
  }
}

function adminGrants(refs: RepositoryRefs): Setting[] {
  const { repository } = refs.access;
  return (repository.grants ?? [])
    .filter(({ role }) => role === 'admin')
    .map(({ holder, role }) => ({
      kind: 'grant',
      repository: repository.id,
      holder: `${holder.kind}:${holder.id}`,
      role,
    }));
}

interface DeployingRefs {
  readonly refs: readonly CandidateRef[];
  /** Whether any branch is one. */
  readonly anyRef: Tri;
  /** Null where the policy is not known: all of them may be, none is proven. */
  readonly certain: Tri;
}

/**
 * Refs that may deploy. "Protected branches" are those under a branch rule; a repository without such rules lets in every
 * branch, whatever its rulesets say.
 */
function deployingRefs(refs: RepositoryRefs, environment: Environment): DeployingRefs {
  const { branchRules } = refs.access.repository;
  const policy = environment.refs;
  const every = refs.candidates;
  if (policy === 'any') return { refs: every, anyRef: true, certain: true };
  if (policy === null) return { refs: every, anyRef: null, certain: null };
  if (policy === 'protected') {
    if (branchRules === null || branchRules.includes(OTHER_RULES_UNREAD)) {
      return { refs: every, anyRef: null, certain: null };
    }
    if (branchRules.length === 0) return { refs: every, anyRef: true, certain: true };
    const ruled = every.filter((ref) => branchRuleFor(branchRules, ref.name) !== null);
    return { refs: ruled, anyRef: false, certain: true };
  }
  const matching = (kind: 'branch' | 'tag') => {
    const patterns = policy.filter((each) => each.kind === kind).map((each) => each.pattern);
    if (patterns.length === 0) return [];
    return refs.candidatesOf(patterns, kind).filter((ref) => patterns.some((each) => matchRef(each, ref.name)));
  };
  return { refs: [...matching('branch'), ...matching('tag')], anyRef: false, certain: true };
}
