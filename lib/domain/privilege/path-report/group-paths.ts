import { unionSets } from '#lib/domain/privilege/access/principal-set.ts';
import type { Setting } from '#lib/domain/privilege/access/setting.ts';
import type { Path } from '#lib/domain/privilege/path/path.ts';
import { PATH_SEVERITIES, type PathPattern, type PathSeverity } from '#lib/domain/privilege/path/pattern.ts';
import type { Target } from '#lib/domain/privilege/path/target.ts';
import type { World } from '#lib/domain/privilege/path/world.ts';
import { holdersOf } from './holders-of.ts';
import { settingPlace } from './setting-place.ts';

/** Proven paths of one pattern that one setting holds open. */
export interface PathGroup {
  readonly pattern: PathPattern;
  readonly setting: Setting;
  readonly place: string;
  readonly targets: Target[];
  severity: PathSeverity;
  steps: Path['steps'];
  alone: Path['alone']['sure'];
}

/** Paths by what somebody can do about them. */
export class PathGroups {
  readonly #groups = new Map<string, PathGroup>();
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  add(path: Path): void {
    const held = new Map(holdersOf(path).map((setting) => [settingPlace(setting), setting]));
    for (const [place, setting] of held) {
      const key = `${path.pattern} ${place}`;
      const { pattern, severity, steps } = path;
      const known = this.#groups.get(key);
      const group = known ?? { pattern, setting, place, severity, steps, targets: [], alone: path.alone.sure };
      group.targets.push(path.target);
      group.alone = unionSets(group.alone, path.alone.sure);
      if (order(severity) < order(group.severity)) group.severity = severity;
      if (known === undefined) this.#groups.set(key, group);
    }
  }

  /** The worst first, then those of most targets. */
  sorted(): PathGroup[] {
    const byPlace = (a: PathGroup, b: PathGroup) => (a.place < b.place ? -1 : a.place > b.place ? 1 : 0);
    for (const group of this.#groups.values()) {
      group.alone = this.#world.roster.share({ sure: group.alone, maybe: group.alone }).sure;
    }
    return [...this.#groups.values()].sort(
      (a, b) => order(a.severity) - order(b.severity) || b.targets.length - a.targets.length || byPlace(a, b),
    );
  }
}

const order = (severity: PathSeverity): number => PATH_SEVERITIES.indexOf(severity);
