import { setOf, unionSets } from '#lib/domain/privilege/access/principal-set.ts';
import { recount } from '#lib/domain/privilege/path/cheapest-cut.ts';
import { pathsTo } from '#lib/domain/privilege/path/paths-to.ts';
import { tighten } from '#lib/domain/privilege/path/tighten.ts';
import { type World, worldAfter } from '#lib/domain/privilege/path/world.ts';
import type { PathGroup } from './group-paths.ts';
import type { PathFinding } from './path-report.ts';
import { peopleIn } from './principal-sets.ts';
import { Work, workOf } from './work.ts';

/** Targets of one setting that are computed again: the effect on more of them is of the same kind. */
const COUNTED = 50;
/** Of the work for all settings, what one may take. */
const SHARE = 500;

/** What tightening the setting of a group does to the ways to its targets; null: nothing was computed. */
export function effectOf(world: World, { setting, targets }: PathGroup, work: Work): PathFinding['effect'] {
  const after = worldAfter(world, tighten(world.facts, setting));
  let hurt = setOf(world.roster.principals.length, []);
  const sum = { before: 0, after: 0, targets: 0 };
  const own = new Work(SHARE);
  const cheapest = targets.toSorted((a, b) => Number(a.repository === null) - Number(b.repository === null));
  for (const target of cheapest.slice(0, COUNTED)) {
    const much = workOf(world, target, setting);
    if (!own.take(much) || !work.take(much)) break;
    const paths = pathsTo(world, target);
    const ways = paths.reduce((all, path) => all + path.ways, 0);
    const found = recount(world, target, paths, setting, after);
    sum.before += ways;
    sum.after += found?.step.after ?? ways;
    sum.targets += 1;
    hurt = unionSets(hurt, setOf(world.roster.principals.length, found?.step.hurt ?? []));
  }
  return sum.targets === 0 ? null : { ...sum, hurt: peopleIn(world.roster, hurt) };
}
