import { expect } from 'vitest';
import type { AccessFacts } from '#lib/domain/privilege/access/facts.ts';
import { pathsTo } from '#lib/domain/privilege/path/paths-to.ts';
import { productionTargets } from '#lib/domain/privilege/path/target.ts';
import { namesIn } from '#lib/domain/privilege/path/testing.ts';
import { type World, worldOf } from '#lib/domain/privilege/path/world.ts';

interface Reached {
  aloneSure: string[];
  aloneMaybe: string[];
  helpedSure: string[];
  helpedMaybe: string[];
}

/** Who reaches each target, whatever the path is called. */
export function reached(facts: AccessFacts, world: World = worldOf(facts)): Map<string, Reached> {
  return new Map(
    productionTargets(facts).map((target) => {
      const paths = pathsTo(world, target);
      const names = (pick: (path: (typeof paths)[number]) => Uint32Array) =>
        [...new Set(paths.flatMap((path) => namesIn(world, pick(path))))].sort();
      return [
        target.id,
        {
          aloneSure: names((path) => path.alone.sure),
          aloneMaybe: names((path) => path.alone.maybe),
          helpedSure: names((path) => path.helped.sure),
          helpedMaybe: names((path) => path.helped.maybe),
        },
      ];
    }),
  );
}

/** Who is in the first list and not in the second, though nobody stands there for those who are not listed. */
export const missing = (list: readonly string[], within: readonly string[]) =>
  within.includes('unlisted') ? [] : list.filter((name) => !within.includes(name));

const KINDS = ['aloneSure', 'aloneMaybe', 'helpedSure', 'helpedMaybe'] as const;

export function expectNoneAdded(
  before: Map<string, Reached>,
  after: Map<string, Reached>,
  kinds: readonly (keyof Reached)[] = KINDS,
): void {
  for (const [id, now] of after) {
    const was = before.get(id);
    if (was === undefined) continue;
    for (const kind of kinds)
      expect({ id, kind, added: missing(now[kind], was[kind]) }).toEqual({ id, kind, added: [] });
  }
}
