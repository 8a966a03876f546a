import type { Setting } from '#lib/domain/privilege/access/setting.ts';
import { cutCost } from '#lib/domain/privilege/path/cut-cost.ts';
import type { Path } from '#lib/domain/privilege/path/path.ts';
import type { PathPattern } from '#lib/domain/privilege/path/pattern.ts';

/** Which kind of setting a path is named by, the first that it has: the one that its pattern is about. */
const KINDS: Readonly<Record<PathPattern, readonly Setting['kind'][]>> = {
  P1: ['secretScope'],
  P2: ['secretToEnvironment'],
  P3: ['branchCreation'],
  P4: ['secretScope', 'groupScope', 'membersCreate'],
  P5: ['groupPublic'],
  P6: ['foreignCode'],
  P7: ['trust'],
  P8: ['trust'],
  P9: ['missingEnvironment', 'environmentRefs', 'trust'],
  P10: ['environmentRefs'],
  P11: ['selfReview', 'environmentAdmins'],
  P12: ['environmentAdmins', 'enforceAdmins', 'grant'],
  P13: ['bypass', 'enforcement'],
  P14: ['deployKey'],
  P15: ['delegation', 'token'],
  P16: ['robotApproval'],
  P17: ['codeOwners'],
  P18: ['pinnedCall'],
  P19: ['botName'],
  P20: ['propertiesLocked'],
  P21: ['leak'],
  P25: ['dualControl', 'safeFree', 'safeManager', 'safeConfirmer'],
  P26: ['branchReviews', 'branchCreation'],
  P27: ['groupWorkflows', 'groupScope'],
};

/**
 * The settings that a path is known by: all of one kind, because each of several keys is a fix of its own. The same while the
 * path is the same, which a search for the cheapest cut is not.
 */
export function holdersOf({ pattern, settings }: Pick<Path, 'pattern' | 'settings'>): Setting[] {
  for (const kind of KINDS[pattern]) {
    const held = settings.filter((setting) => setting.kind === kind);
    if (held.length > 0) return held;
  }
  const [cheapest] = settings.toSorted((a, b) => cutCost(a) - cutCost(b));
  return cheapest === undefined ? [] : [cheapest];
}
