import { placesOf } from '#lib/domain/privilege/access/places-of.ts';
import { isEmptySet } from '#lib/domain/privilege/access/principal-set.ts';
import type { Setting } from '#lib/domain/privilege/access/setting.ts';
import type { Path } from '#lib/domain/privilege/path/path.ts';
import { pathsTo } from '#lib/domain/privilege/path/paths-to.ts';
import { PATH_SEVERITIES, type PathPattern } from '#lib/domain/privilege/path/pattern.ts';
import { productionTargets, type Target } from '#lib/domain/privilege/path/target.ts';
import type { World } from '#lib/domain/privilege/path/world.ts';
import { CUT, cutOf } from './cut-of.ts';
import { effectOf } from './effect-of.ts';
import { type PathGroup, PathGroups } from './group-paths.ts';
import type { PathFinding, PathReport, PathRow, TargetCut } from './path-report.ts';
import { PrincipalSets } from './principal-sets.ts';
import { isOwnersOnly, openSetting, rowOf } from './row-of.ts';
import { UnreadPlaces } from './unread-places.ts';
import { MOST_WORK, Work, workOf } from './work.ts';

const SHOWN = 10;

/** Who is told of each target and path. */
export interface Seen {
  target(target: Target, paths: readonly Path[]): void;
  path(row: PathRow): void;
}

/**
 * All paths to production, each told as soon as it is found, because they may be many; then what holds them open, and what
 * tightening that does. The same for the same facts.
 */
export function findPaths(world: World, seen: Seen, mostWork: number = MOST_WORK): PathReport {
  const sets = new PrincipalSets(world.roster);
  const groups = new PathGroups(world);
  const unread = new UnreadPlaces(world.facts);
  const open = new Map<Target, number>();
  for (const target of productionTargets(world.facts)) {
    const paths = pathsTo(world, target).filter(isTold);
    seen.target(target, paths);
    for (const path of paths) {
      seen.path(rowOf(world, path, sets));
      if (path.certainty === 'possible') unread.add(path);
      // That two people do it together is how it should be.
      else if (!isEmptySet(path.alone.sure) && !isOwnersOnly(world, path)) {
        groups.add(path);
        open.set(
          target,
          Math.min(open.get(target) ?? Number.POSITIVE_INFINITY, PATH_SEVERITIES.indexOf(path.severity)),
        );
      }
    }
  }
  // Half for each, so that many settings leave something for targets.
  const effects = new Work(mostWork / 2);
  const findings = groups.sorted().map((group) => findingOf(world, group, effects));
  const cuts = cutsOf(world, open, new Work(mostWork / 2));
  return { sets: sets.keys, findings, cuts, unread: unread.list() };
}

/** What such a path rests on, where it was read. */
const RESTS_ON: Readonly<Partial<Record<PathPattern, Setting['kind']>>> = {
  P6: 'foreignCode',
  P18: 'pinnedCall',
  P19: 'botName',
  P21: 'leak',
};

/** Where workflow files or alerts about leaked tokens were not read, any of them may be so: that is said of no path. */
function isTold({ pattern, certainty, settings }: Path): boolean {
  const kind = RESTS_ON[pattern];
  return certainty === 'proven' || kind === undefined || settings.some((setting) => setting.kind === kind);
}

function findingOf(world: World, group: PathGroup, work: Work): PathFinding {
  const { pattern, severity, setting, place, targets, steps, alone } = group;
  const names = targets.slice(0, SHOWN).map((target) => nameOf(world, target));
  return {
    ...{ pattern, severity, place, steps },
    setting: openSetting(world.facts, setting),
    targets: { count: targets.length, names },
    alone: new PrincipalSets(world.roster).people(alone),
    evidence: targets.slice(0, SHOWN).map(({ object }) => object),
    effect: effectOf(world, group, work),
  };
}

/** `acme/web production`; of the organization its own name alone. */
function nameOf({ facts }: World, { repository, name }: Target): string {
  const home = repository === null ? undefined : placesOf(facts)[repository]?.name;
  return home === undefined ? name : `${home} ${name}`;
}

/** Of the worst targets first, as far as the work goes. */
function cutsOf(world: World, open: ReadonlyMap<Target, number>, work: Work): Map<string, TargetCut> {
  const found = new Map<string, TargetCut>();
  const ordered = [...open].sort((a, b) => a[1] - b[1]);
  for (const [target] of ordered) {
    if (work.take(workOf(world, target, null) * CUT.steps * CUT.tried)) found.set(target.id, cutOf(world, target));
  }
  return found;
}
