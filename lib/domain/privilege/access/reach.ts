import { intersectSets, isEmptySet, type PrincipalSet, subtractSets, unionSets } from './principal-set.ts';
import type { Tri } from './tri.ts';

/**
 * Who holds a right: `sure` are those whom the facts prove to hold it, `maybe` (never fewer) those whom they do not prove
 * not to. What is unknown widens `maybe` and leaves `sure` as it is: it proves nothing and makes nothing safe.
 */
export interface Reach {
  readonly sure: PrincipalSet;
  readonly maybe: PrincipalSet;
}

/** Those who hold any of these. */
export function anyOf(first: Reach, ...others: readonly Reach[]): Reach {
  let { sure, maybe } = first;
  for (const other of others) {
    sure = unionSets(sure, other.sure);
    maybe = unionSets(maybe, other.maybe);
  }
  return { sure, maybe };
}

/** Those who hold all of these. Who is not listed may be anybody, hence any of those whom the other list names. */
export function allOf(first: Reach, ...others: readonly Reach[]): Reach {
  let { sure, maybe } = first;
  for (const other of others) {
    sure = intersectSets(sure, other.sure);
    maybe = intersectWithUnlisted(maybe, other.maybe);
  }
  return { sure, maybe };
}

function intersectWithUnlisted(a: PrincipalSet, b: PrincipalSet): PrincipalSet {
  const both = intersectSets(a, b);
  const stands = (isUnlisted(a) && !isEmptySet(b)) || (isUnlisted(b) && !isEmptySet(a));
  if (!stands || isUnlisted(both)) return both;
  const made = both.slice();
  made[0] = (made[0] ?? 0) | 1;
  return made;
}

/** The first principal of a roster is whoever is not listed. */
function isUnlisted(set: PrincipalSet): boolean {
  return ((set[0] ?? 0) & 1) === 1;
}

/** The same, under a condition. */
export function when(condition: Tri, reach: Reach): Reach {
  if (condition === true) return reach;
  const none = isEmptySet(reach.sure) ? reach.sure : subtractSets(reach.sure, reach.sure);
  return { sure: none, maybe: condition === null ? reach.maybe : none };
}

/** Those among the principals of a kind. */
export function among(reach: Reach, mask: PrincipalSet): Reach {
  return { sure: intersectSets(reach.sure, mask), maybe: intersectSets(reach.maybe, mask) };
}

/** Without those that are told of elsewhere already. */
export function without(reach: Reach, told: PrincipalSet): Reach {
  return { sure: subtractSets(reach.sure, told), maybe: subtractSets(reach.maybe, told) };
}

export function isNobody(reach: Reach): boolean {
  return isEmptySet(reach.maybe);
}
