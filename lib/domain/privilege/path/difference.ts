import type { AccessFacts } from '#lib/domain/privilege/access/facts.ts';
import { indexesOf, type PrincipalSet } from '#lib/domain/privilege/access/principal-set.ts';
import { changedFacts, type FactChange, undo } from './fact-changes.ts';
import type { Path } from './path.ts';
import { pathsTo } from './paths-to.ts';
import { productionTargets, type Target } from './target.ts';
import { type World, worldAfter, worldOf } from './world.ts';

/** A path that is there on one side only, or leads more or fewer people. */
export interface PathChange {
  readonly path: Path;
  readonly kind: 'gained' | 'lost';
  /** Ids of principals, of the world that the path is in, who reach the target now, or no longer do, by whatever path. */
  readonly principals: readonly string[];
  /**
   * Changes each of which suffices: without it the path would be as before. Where none does, all that touch it together
   * (`joint`), because each of several was enough, or all were needed.
   */
  readonly because: readonly FactChange[];
  readonly joint: boolean;
}

/** More changes than these are not tried one by one. */
const TRIED = 200;

/**
 * Who reaches what now and did not before, and who no longer does, with the facts that made it so. A path that only got
 * another name, for people who reached its target anyway, is no news.
 */
export function pathDifference(before: AccessFacts, after: AccessFacts): PathChange[] {
  const changes = changedFacts(before, after);
  if (changes.length === 0) return [];
  const was = worldOf(before);
  const is = worldOf(after);
  return [
    ...explain(oneSided('gained', was, is), is, changes, 'before'),
    ...explain(oneSided('lost', is, was), was, changes, 'after'),
  ];
}

type Bare = Pick<PathChange, 'path' | 'kind' | 'principals'>;

/** Paths of `here` that lead somebody to a target whom no path of `there` leads. */
function oneSided(kind: PathChange['kind'], there: World, here: World): Bare[] {
  const targets = new Map(productionTargets(there.facts).map((target) => [target.id, target]));
  return productionTargets(here.facts).flatMap((target) => {
    const counterpart = targets.get(target.id);
    const known = counterpart === undefined ? new Set<string>() : reaching(there, counterpart);
    return pathsTo(here, target).flatMap((path): Bare[] => {
      const principals = idsOf(here, path.alone.maybe).filter((id) => !known.has(id));
      return principals.length === 0 ? [] : [{ path, kind, principals }];
    });
  });
}

/** Takes back each change alone, and looks whether these people still reach the target. */
function explain(
  news: readonly Bare[],
  here: World,
  changes: readonly FactChange[],
  side: 'before' | 'after',
): PathChange[] {
  const found = new Map<Bare, FactChange[]>(news.map((each) => [each, []]));
  for (const change of changes.slice(0, TRIED)) {
    const touched = news.filter((each) => concerns(here, each.path, change));
    if (touched.length === 0) continue;
    const world = worldAfter(here, undo(here.facts, change, side));
    const targets = new Map(productionTargets(world.facts).map((target) => [target.id, target]));
    const memo = new Map<string, Set<string>>();
    for (const each of touched) {
      const target = targets.get(each.path.target.id);
      const reached =
        memo.get(each.path.target.id) ?? (target === undefined ? new Set<string>() : reaching(world, target));
      memo.set(each.path.target.id, reached);
      if (each.principals.some((id) => !reached.has(id))) found.get(each)?.push(change);
    }
  }
  return news.map((each) => {
    const because = found.get(each) ?? [];
    if (because.length > 0) return { ...each, because, joint: false };
    return { ...each, because: changes.filter((change) => concerns(here, each.path, change)), joint: true };
  });
}

/** Changes of the organization and of what a path goes through: one elsewhere cannot have made it. */
function concerns(here: World, path: Path, change: FactChange): boolean {
  if (change.repository === null) return true;
  const places = path.target.repository === null ? path.through : [...path.through, path.target.repository];
  return places.some((at) => here.facts.repositories[at]?.id === change.repository);
}

function reaching(world: World, target: Target): Set<string> {
  return new Set(pathsTo(world, target).flatMap((path) => idsOf(world, path.alone.maybe)));
}

/** People are told apart by their ids in two snapshots: their places differ. */
function idsOf(world: World, set: PrincipalSet): string[] {
  return indexesOf(set).flatMap((index) => {
    const principal = world.roster.principals[index];
    return principal === undefined ? [] : [`${principal.kind}:${principal.id}`];
  });
}
