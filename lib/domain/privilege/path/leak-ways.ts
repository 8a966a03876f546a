import { allOf, among, anyOf, isNobody, type Reach, when } from '#lib/domain/privilege/access/reach.ts';
import { holds } from '#lib/domain/privilege/access/repository-access.ts';
import type { Setting } from '#lib/domain/privilege/access/setting.ts';
import { and, type Tri } from '#lib/domain/privilege/access/tri.ts';
import type { Way } from './path.ts';
import type { World } from './world.ts';

interface Finder {
  readonly at: number;
  readonly readers: Reach;
  /** Place of the token's owner among principals; null: not known whose it is. */
  readonly owner: number | null;
  readonly usable: Tri;
  readonly settings: readonly Setting[];
}

const found = new WeakMap<World, { finders: Finder[]; unread: Reach }>();

/** Whoever may read that a token leaked, and the token, goes wherever its owner goes. */
export function leakWays(world: World, others: readonly Way[]): Way[] {
  const { finders, unread } = found.get(world) ?? collect(world);
  const goes = anyOf(world.roster.nobody, ...others.map((way) => way.alone));
  const ways = finders.flatMap(({ at, readers, owner, usable, settings }): Way[] => {
    const gets: Tri = owner === null ? (isNobody(goes) ? false : null) : holds(goes, owner);
    const alone = when(and(usable, gets), readers);
    return isNobody(alone) ? [] : [{ pattern: 'P21', through: at, alone, helped: alone, steps: ['R11'], settings }];
  });
  const maybe = isNobody(goes) ? world.roster.nobody : unread;
  return isNobody(maybe)
    ? ways
    : [...ways, { pattern: 'P21', through: null, alone: maybe, helped: maybe, steps: ['R11'], settings: [] }];
}

function collect(world: World): { finders: Finder[]; unread: Reach } {
  const { roster, facts } = world;
  const all = among(world.organization.holders('viewLeaks'), roster.people);
  let unread = roster.nobody;
  const finders: Finder[] = [];
  facts.repositories.forEach((repository, at) => {
    if (repository.leaks !== null && repository.leaks.length === 0) return;
    const refs = world.refs(at);
    if (refs === null) return;
    const readers = anyOf(among(refs.access.rights.viewLeaks, roster.people), all);
    if (repository.leaks === null) unread = anyOf(unread, when(null, readers));
    for (const leak of repository.leaks ?? []) {
      const usable = and(leak.open, leak.active);
      const settings: Setting[] = [{ kind: 'leak', repository: repository.id, leak: leak.id }];
      const owner = leak.owner === null ? null : (roster.index('person', leak.owner) ?? null);
      if (usable !== false) finders.push({ at, readers: allOf(readers, roster.everybody), owner, usable, settings });
    }
  });
  const result = { finders, unread };
  found.set(world, result);
  return result;
}
