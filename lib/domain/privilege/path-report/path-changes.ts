import type { AccessFacts } from '#lib/domain/privilege/access/facts.ts';
import { placesOf } from '#lib/domain/privilege/access/places-of.ts';
import { indexesOf, type PrincipalSet } from '#lib/domain/privilege/access/principal-set.ts';
import type { Principal } from '#lib/domain/privilege/access/roster.ts';
import { changedFacts, type FactChange, undo } from '#lib/domain/privilege/path/fact-changes.ts';
import type { Path } from '#lib/domain/privilege/path/path.ts';
import { pathsTo } from '#lib/domain/privilege/path/paths-to.ts';
import { productionTargets, type Target } from '#lib/domain/privilege/path/target.ts';
import { type World, worldAfter, worldOf } from '#lib/domain/privilege/path/world.ts';
import { causeOf, type PathCause } from './cause-of.ts';
import { principalKey } from './principal-sets.ts';
import { type Work, workOf } from './work.ts';

/** A path of the inventory before, as it was stored. */
export interface EarlierPath {
  readonly key: string;
  readonly targetId: string;
  readonly certainty: 'proven' | 'possible';
  /** Keys of who went it alone. */
  readonly alone: readonly string[];
}

/** Who goes a path now and reached its target by no path before, or no longer reaches it by any. */
export interface PathChange {
  readonly key: string;
  readonly kind: 'gained' | 'lost';
  readonly count: number;
  readonly people: readonly Principal[];
  /**
   * Changes each of which suffices: without it the path would be as before. Where none does, all that touch it together
   * (`joint`), because each of several was enough, or all were needed.
   */
  readonly because: readonly PathCause[];
  readonly joint: boolean;
}

/** Changes that are tried one by one, and those that are named. */
const TRIED = 200;
const NAMED = 10;
const SAMPLE = 10;

interface News {
  readonly key: string;
  readonly kind: PathChange['kind'];
  readonly target: Target;
  readonly principals: readonly string[];
}

/**
 * What became of the paths that stood, target by target. What is only possible is no news in either direction: a section that
 * was not read opens no path and closes none.
 */
export class PathComparison {
  readonly #world: World;
  readonly #earlier = new Map<string, EarlierPath[]>();
  readonly #news: News[] = [];
  readonly #newSystems: ReadonlySet<string>;

  /** @param newSystems joined for the first time: what is told of them is no news */
  constructor(world: World, earlier: readonly EarlierPath[], newSystems: readonly string[] = []) {
    this.#world = world;
    this.#newSystems = new Set(newSystems);
    for (const each of earlier) this.#earlier.set(each.targetId, [...(this.#earlier.get(each.targetId) ?? []), each]);
  }

  /** All paths to a target, as they are now. */
  see(target: Target, paths: readonly Path[]): void {
    const earlier = this.#earlier.get(target.id) ?? [];
    this.#earlier.delete(target.id);
    const known = new Set(earlier.flatMap(({ alone }) => alone));
    const isNew = target.system !== null && this.#newSystems.has(target.system);
    for (const path of paths) {
      if (path.certainty === 'proven' && !isNew)
        this.#note({ key: path.key, kind: 'gained', target }, keysOf(this.#world, path.alone.sure), known);
    }
    if (earlier.some(({ certainty }) => certainty === 'proven'))
      this.#lose(target, earlier, reachedBy(this.#world, paths));
  }

  /**
   * The changes, when all targets were seen: what stood of others is lost, unless it could not be read.
   * @param before the facts of the inventory before; null where they are not kept: then no cause is named
   */
  changes(before: AccessFacts | null, isUnread: (targetId: string) => boolean, work: Work): PathChange[] {
    for (const [targetId, earlier] of this.#earlier) {
      if (!isUnread(targetId)) this.#lose(gone(targetId), earlier, new Set());
    }
    return this.#news.length === 0 ? [] : explained(this.#world, this.#news, before, work);
  }

  #lose(target: Target, earlier: readonly EarlierPath[], reached: ReadonlySet<string>): void {
    for (const { key, certainty, alone } of earlier) {
      if (certainty === 'proven') this.#note({ key, kind: 'lost', target }, alone, reached);
    }
  }

  #note(news: Omit<News, 'principals'>, keys: readonly string[], but: ReadonlySet<string>): void {
    const principals = missingIn(but, keys);
    if (principals.length > 0) this.#news.push({ ...news, principals });
  }
}

function explained(world: World, news: readonly News[], before: AccessFacts | null, work: Work): PathChange[] {
  const changes = before === null ? [] : changedFacts(before, world.facts).filter(isTold);
  const old = before === null ? world : worldOf(before);
  const all = [
    ...explain(
      news.filter(({ kind }) => kind === 'gained'),
      world,
      changes,
      'before',
      work,
    ),
    ...explain(
      news.filter(({ kind }) => kind === 'lost'),
      old,
      changes,
      'after',
      work,
    ),
  ];
  const nameOf = namesIn([world, old]);
  return all.map(({ each, because, joint }) => ({
    ...{ key: each.key, kind: each.kind, count: each.principals.length, joint },
    people: each.principals.slice(0, SAMPLE).map(nameOf),
    because: because.slice(0, NAMED).map((change) => causeOf(old.facts, world.facts, change)),
  }));
}

/** Those of some who are not among others; where who is not listed may be, nobody is surely missing. */
function missingIn(others: ReadonlySet<string>, keys: readonly string[]): string[] {
  return others.has('unlisted') ? [] : keys.filter((key) => !others.has(key));
}

/** Fields in which null says that there is none. */
const NONE = new Set(['parent', 'everywhere', 'branch']);

/** That something could be read this time, and not the time before, is no change of it. */
function isTold({ place, before, after }: FactChange): boolean {
  return (before !== null && after !== null) || NONE.has(place.at(-1) ?? '');
}

/** Something that is there no longer, or is production's no longer. */
function gone(id: string): Target {
  return { kind: 'secret', id, object: '', name: '', repository: null, system: null, because: '' };
}

interface Explained {
  readonly each: News;
  readonly because: readonly FactChange[];
  readonly joint: boolean;
}

/** Takes back each change alone, and looks whether these people still reach the target. */
function explain(
  news: readonly News[],
  here: World,
  changes: readonly FactChange[],
  side: 'before' | 'after',
  work: Work,
): Explained[] {
  const own = new Map(productionTargets(here.facts).map((target) => [target.id, target]));
  const paths = new Map(news.map((each) => [each, pathIn(here, own.get(each.target.id), each.key)]));
  const found = new Map<News, FactChange[]>(news.map((each) => [each, []]));
  for (const change of changes.slice(0, TRIED)) {
    const touched = news.filter((each) => concerns(here, paths.get(each), change));
    if (touched.length === 0) continue;
    const world = worldAfter(here, undo(here.facts, change, side));
    const targets = new Map(productionTargets(world.facts).map((target) => [target.id, target]));
    const memo = new Map<string, ReadonlySet<string>>();
    for (const each of touched) {
      const target = targets.get(each.target.id);
      if (target !== undefined && !memo.has(target.id) && !work.take(workOf(here, target, null))) continue;
      const reached = memo.get(each.target.id) ?? (target === undefined ? new Set<string>() : reaching(world, target));
      memo.set(each.target.id, reached);
      if (missingIn(reached, each.principals).length > 0) found.get(each)?.push(change);
    }
  }
  return news.map((each) => {
    const because = found.get(each) ?? [];
    if (because.length > 0) return { each, because, joint: false };
    return { each, because: changes.filter((change) => concerns(here, paths.get(each), change)), joint: true };
  });
}

function pathIn(world: World, target: Target | undefined, key: string): Path | undefined {
  return target === undefined ? undefined : pathsTo(world, target).find((path) => path.key === key);
}

/** Changes of the organization and of what a path goes through: one elsewhere cannot have made it. */
function concerns(here: World, path: Path | undefined, change: FactChange): boolean {
  if (change.repository === null) return true;
  if (path === undefined) return false;
  const places = path.target.repository === null ? path.through : [...path.through, path.target.repository];
  return places.some((at) => placesOf(here.facts)[at]?.id === change.repository);
}

/** Who reaches a target, or may, by whatever path. */
function reachedBy(world: World, paths: readonly Path[]): Set<string> {
  return new Set(paths.flatMap((path) => keysOf(world, path.alone.maybe)));
}

const reaching = (world: World, target: Target): Set<string> => reachedBy(world, pathsTo(world, target));

/** Principals are told apart by their keys in two inventories: their places differ. */
function keysOf(world: World, set: PrincipalSet): string[] {
  return indexesOf(set).flatMap((index) => {
    const principal = world.roster.principals[index];
    return principal === undefined ? [] : [principalKey(principal)];
  });
}

function namesIn(worlds: readonly World[]): (key: string) => Principal {
  const known = new Map<string, Principal>();
  for (const { roster } of worlds.toReversed()) {
    for (const each of roster.principals) known.set(principalKey(each), each);
  }
  return (key) => known.get(key) ?? { kind: 'unlisted', id: key, name: key };
}
