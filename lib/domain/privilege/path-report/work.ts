import { placesOf } from '#lib/domain/privilege/access/places-of.ts';
import type { Setting } from '#lib/domain/privilege/access/setting.ts';
import { isGitlabSetting } from '#lib/domain/privilege/gitlab/setting.ts';
import type { Target } from '#lib/domain/privilege/path/target.ts';
import type { World } from '#lib/domain/privilege/path/world.ts';

/** Repositories that may be looked into again for cuts: a bound that is the same on every machine, unlike time. */
export const MOST_WORK = 10_000;

const OF_ALL = new Set<Setting['kind']>(['basePermission', 'propertiesLocked', 'membersCreate', 'delegation', 'token']);

/** What is left of a bound. What does not fit is left out, and said to be. */
export class Work {
  #left: number;

  constructor(most: number = MOST_WORK) {
    this.#left = most;
  }

  /** Whether so much may be done; if so it counts as done. */
  take(much: number): boolean {
    if (much > this.#left) return false;
    this.#left -= much;
    return true;
  }
}

/** Repositories that computing the paths to a target again looks into. */
export function workOf(world: World, target: Target, setting: Setting | null): number {
  const all = placesOf(world.facts).length;
  const through = target.repository === null ? all : 1 + (isOpen(world, target.repository) ? all / 50 : 0);
  // With another organization nothing that is known of repositories holds any more.
  return setting !== null && (OF_ALL.has(setting.kind) || isOfGroup(setting)) ? 4 * through : through;
}

/** Where jobs of every project of GitLab are let in, each of these is looked at. */
const isOpen = ({ facts }: World, at: number): boolean => facts.gitlab?.projects[at]?.jobTokens.limited === false;

/** With other groups nothing that is known of projects holds any more. */
const isOfGroup = (setting: Setting): boolean =>
  isGitlabSetting(setting) && 'group' in setting && setting.group !== null;
