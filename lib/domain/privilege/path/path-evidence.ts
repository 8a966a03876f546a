import type { AccessFacts } from '#lib/domain/privilege/access/facts.ts';
import { placesOf } from '#lib/domain/privilege/access/places-of.ts';
import type { Path } from './path.ts';
import type { World } from './world.ts';

/** What a path rests on, and what is not known about it. */
export interface PathEvidence {
  /** Ids of what it goes through: the target, repositories, rules, keys, workflows. */
  readonly ids: readonly string[];
  /** Facts that were not read and might decide it: `r1 branchRules`. Empty for what is certain. */
  readonly unknown: readonly string[];
}

/** More repositories than these are not looked into: what is missing in them is missing in all. */
const LOOKED_INTO = 20;

/** Fields of settings that name no thing of their own. */
const NAMES = new Set(['kind', 'branch', 'role', 'actor', 'holder']);

export function pathEvidence(world: World, path: Path): PathEvidence {
  const { facts } = world;
  const places =
    path.target.repository === null ? path.through : [...new Set([path.target.repository, ...path.through])];
  const repositories = places.slice(0, LOOKED_INTO).flatMap((at) => placesOf(facts)[at] ?? []);
  const settings = path.settings.flatMap((setting) =>
    Object.entries(setting).flatMap(([key, value]) =>
      NAMES.has(key) || typeof value !== 'string' || value === '' ? [] : [value],
    ),
  );
  const same = path.alone.sure === path.alone.maybe && path.helped.sure === path.helped.maybe;
  return {
    ids: [...new Set([path.target.object, ...repositories.map(({ id }) => id), ...settings])],
    unknown: same
      ? []
      : [
          ...unreadIn('organization', facts.organization),
          ...repositories.flatMap((each) => unreadIn(each.id, each)),
          ...unreadAbout(facts, path),
        ],
  };
}

function unreadAbout(facts: AccessFacts, { target }: Path): string[] {
  const lists = [
    ...(facts.secrets ?? []),
    ...(facts.runnerGroups ?? []),
    ...(facts.cloudRoles ?? []),
    ...(facts.safes ?? []),
    ...(facts.gitlab?.variables ?? []),
    ...(facts.gitlab?.runners ?? []),
  ];
  return lists.filter(({ id }) => id === target.object).flatMap((each) => unreadIn(each.id, each));
}

/** Fields that are not known, at any depth; things in lists by their ids. */
function unreadIn(place: string, value: unknown): string[] {
  if (value === null) return [place];
  if (typeof value !== 'object' || value === undefined) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (inner !== null && typeof inner !== 'object') return [];
    const isThing = typeof inner === 'object' && inner !== null && 'id' in inner && typeof inner.id === 'string';
    return CERTAIN.has(key)
      ? []
      : unreadIn(`${place} ${Array.isArray(value) ? (isThing ? inner.id : '') : key}`.trim(), inner);
  });
}

/** Null there says that there is none, or, of the form of subjects, that either may come. */
const CERTAIN = new Set([
  'parent',
  'everywhere',
  'branch',
  'people',
  'number',
  'immutableSubjects',
  'immutableSubject',
  'vendor',
  'subject',
  'expression',
  'boundSubject',
  'group',
  'tier',
]);
