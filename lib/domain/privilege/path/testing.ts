import type { AccessFacts } from '#lib/domain/privilege/access/facts.ts';
import { indexesOf, type PrincipalSet } from '#lib/domain/privilege/access/principal-set.ts';
import type { Path } from './path.ts';
import { pathsTo } from './paths-to.ts';
import { productionTargets, type TargetKind } from './target.ts';
import { type World, worldOf } from './world.ts';

/** Ids of who is in a set, `outsider` and `unlisted` for those who have none. */
export function namesIn(world: World, set: PrincipalSet): string[] {
  return indexesOf(set)
    .map((index) => world.roster.principals[index])
    .map((principal) => (principal === undefined ? '' : principal.id === '' ? principal.kind : principal.id))
    .sort();
}

/** All paths to things of one kind, in few words: `P2 proven high: ada (with help: bob)`. */
export function pathsOf(facts: AccessFacts, kind: TargetKind): string[] {
  const world = worldOf(facts);
  return productionTargets(facts)
    .filter((target) => target.kind === kind)
    .flatMap((target) => pathsTo(world, target))
    .map((path) => inWords(world, path));
}

function inWords(world: World, path: Path): string {
  const alone = namesIn(world, path.certainty === 'proven' ? path.alone.sure : path.alone.maybe);
  const helped = namesIn(world, path.certainty === 'proven' ? path.helped.sure : path.helped.maybe);
  const others = helped.filter((name) => !alone.includes(name));
  const who = alone.length === 0 ? 'nobody alone' : alone.join(', ');
  return `${path.pattern} ${path.certainty} ${path.severity}: ${who}${others.length === 0 ? '' : ` (with help: ${others.join(', ')})`}`;
}
