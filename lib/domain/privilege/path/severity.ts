import { isEmptySet, isSubset, type PrincipalSet } from '#lib/domain/privilege/access/principal-set.ts';
import type { Reach } from '#lib/domain/privilege/access/reach.ts';
import { PATH_PATTERNS, PATH_SEVERITIES, type PathPattern, type PathSeverity } from './pattern.ts';
import type { World } from './world.ts';

/** So many callers of one workflow are most of what an organization ships. */
const MANY_CALLERS = 10;

/** Critical where anybody in the world, or everybody in the organization, gets there alone; one lower where a second must act. */
export function severityOf(
  world: World,
  pattern: PathPattern,
  alone: Reach,
  helped: Reach,
  through: number,
): PathSeverity {
  const base: PathSeverity = PATH_PATTERNS[pattern].severity;
  const certain = isProven(alone, helped);
  const nobodyAlone = isEmptySet(certain ? alone.sure : alone.maybe);
  if (nobodyAlone)
    return PATH_SEVERITIES[Math.min(PATH_SEVERITIES.indexOf(base) + 1, PATH_SEVERITIES.length - 1)] ?? base;
  const who = certain ? alone.sure : alone.maybe;
  if (isEverybody(world, who)) return 'critical';
  // From a fork it takes a click of a member, which nobody thinks twice about.
  if (pattern === 'P23' && isSubset(world.roster.outsiders, certain ? helped.sure : helped.maybe)) return 'critical';
  if (pattern === 'P18' && through >= MANY_CALLERS) return 'critical';
  return pattern === 'P15' && base !== 'critical' && hasVendor(world, who) ? 'critical' : base;
}

function isEverybody(world: World, who: PrincipalSet): boolean {
  if (isSubset(world.roster.outsiders, who)) return true;
  const members = world.organization.members.sure;
  // In an organization of its owners alone nobody was let in who should not be.
  const ordinary = members.map((word, at) => word & ~(world.organization.owners.sure[at] ?? 0));
  return !isEmptySet(ordinary) && isSubset(members, who);
}

/** Whether an App that somebody else runs is among them. */
function hasVendor(world: World, who: PrincipalSet): boolean {
  const { apps } = world.facts.organization;
  return (apps ?? []).some((app) => app.vendor === true && isSubset(world.roster.one('app', app.id), who));
}

/** Whether what is known suffices: for somebody alone, or, where it is certain that nobody goes alone, with help. */
export function isProven(alone: Reach, helped: Reach): boolean {
  return !isEmptySet(alone.sure) || (isEmptySet(alone.maybe) && !isEmptySet(helped.sure));
}
