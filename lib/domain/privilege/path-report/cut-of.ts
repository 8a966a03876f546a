import { setOf } from '#lib/domain/privilege/access/principal-set.ts';
import { cheapestCut } from '#lib/domain/privilege/path/cheapest-cut.ts';
import type { Target } from '#lib/domain/privilege/path/target.ts';
import type { World } from '#lib/domain/privilege/path/world.ts';
import type { TargetCut } from './path-report.ts';
import { peopleIn } from './principal-sets.ts';
import { openSetting } from './row-of.ts';

/** The cheapest cut of a target in words. */
export function cutOf(world: World, target: Target): TargetCut {
  const { steps, left, cost } = cheapestCut(world, target, CUT);
  return {
    cost,
    left: left.reduce((sum, path) => sum + path.ways, 0),
    steps: steps.map(({ setting, before, after, hurt }) => ({
      ...{ setting: openSetting(world.facts, setting), before, after },
      hurt: peopleIn(world.roster, setOf(world.roster.principals.length, hurt)),
    })),
  };
}

/** Settings in a cut, and how many are tried for each. */
export const CUT = { steps: 3, tried: 4 };
