import { indexesOf, isSubset, sizeOfSet, subtractSets } from '#lib/domain/privilege/access/principal-set.ts';
import { anyOf, type Reach } from '#lib/domain/privilege/access/reach.ts';
import { type Setting, settingKey } from '#lib/domain/privilege/access/setting.ts';
import { cutCost } from './cut-cost.ts';
import type { Path } from './path.ts';
import { pathsTo } from './paths-to.ts';
import type { Target } from './target.ts';
import { tighten } from './tighten.ts';
import { type World, worldAfter } from './world.ts';

/** One setting to tighten, and what that was found to do by computing everything again. */
export interface CutStep {
  readonly setting: Setting;
  readonly cost: number;
  /** Ways that somebody may go alone, before and after it: a path through three repositories is three. */
  readonly before: number;
  readonly after: number;
  readonly broken: number;
  /** Principals who could reach the target alone, or may have, and no longer can: who would be hurt. */
  readonly hurt: readonly number[];
}

export interface Cut {
  readonly steps: readonly CutStep[];
  /** What is left after all of them. */
  readonly left: readonly Path[];
  readonly cost: number;
}

/** `tried`: settings whose cut is computed in each round, those that promise most for their cost. */
const BOUNDS = { steps: 4, tried: 8 };

/**
 * The cheapest settings to tighten so that fewest ways to a target are left. Which of them promise most is counted; what
 * each does is computed with the setting changed, because gates hang together: reviews on main leave a new branch open.
 */
export function cheapestCut(world: World, target: Target, bounds: typeof BOUNDS = BOUNDS): Cut {
  let now = world;
  let paths = pathsTo(world, target);
  const steps: CutStep[] = [];
  while (steps.length < bounds.steps && count(paths) > 0) {
    const best = bestOf(now, target, paths, bounds.tried);
    if (best === null) break;
    steps.push(best.step);
    now = best.world;
    paths = best.paths;
  }
  return { steps, left: paths, cost: steps.reduce((sum, step) => sum + step.cost, 0) };
}

interface Tried {
  readonly step: CutStep;
  readonly world: World;
  readonly paths: readonly Path[];
  readonly worth: number;
}

function bestOf(
  world: World,
  target: Target,
  paths: readonly Path[],
  tried: number,
): (Tried & { paths: Path[] }) | null {
  let best: (Tried & { paths: Path[] }) | null = null;
  for (const setting of promising(paths, tried)) {
    const found = recount(world, target, paths, setting);
    if (found !== null && (best === null || found.worth > best.worth)) best = found;
  }
  return best;
}

/** Settings by the ways that they hold open, for their cost. */
function promising(paths: readonly Path[], tried: number): Setting[] {
  const found = new Map<string, { setting: Setting; ways: number }>();
  for (const path of paths) {
    for (const setting of path.settings) {
      const key = settingKey(setting);
      const known = found.get(key) ?? { setting, ways: 0 };
      found.set(key, { setting, ways: known.ways + path.ways });
    }
  }
  return [...found.values()]
    .sort((a, b) => b.ways / cutCost(b.setting) - a.ways / cutCost(a.setting))
    .slice(0, tried)
    .map(({ setting }) => setting);
}

/** What one setting breaks, by computing all paths to the target again (`after`: with it tightened). Null: nothing. */
export function recount(
  world: World,
  target: Target,
  paths: readonly Path[],
  setting: Setting,
  after: World = worldAfter(world, tighten(world.facts, setting)),
): (Tried & { paths: Path[] }) | null {
  const removed =
    setting.kind === 'secretToEnvironment' && target.kind === 'secret' && target.object === setting.secret;
  const left = removed ? [] : pathsTo(after, target);
  const before = count(paths);
  const rest = count(left);
  const was = reached(world, paths);
  const is = reached(world, left);
  // A cut that lets anybody in whom nothing let in before, or makes certain what was not, is none.
  if (!isSubset(is.maybe, was.maybe) || !isSubset(is.sure, was.sure)) return null;
  const hurt = subtractSets(was.maybe, is.maybe);
  const gain = Math.max(0, before - rest) + sizeOfSet(hurt) / (sizeOfSet(was.maybe) + 1);
  if (gain === 0) return null;
  const cost = cutCost(setting);
  const step = { setting, cost, before, after: rest, broken: Math.max(0, before - rest), hurt: indexesOf(hurt) };
  return { step, world: after, paths: left, worth: gain / cost };
}

function count(paths: readonly Path[]): number {
  return paths.reduce((sum, path) => sum + path.ways, 0);
}

function reached(world: World, paths: readonly Path[]): Reach {
  return anyOf(world.roster.nobody, ...paths.map((path) => path.alone));
}
