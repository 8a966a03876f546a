import type { Setting } from '#lib/domain/privilege/access/setting.ts';
import { cutCost } from '#lib/domain/privilege/path/cut-cost.ts';
import type { Path } from '#lib/domain/privilege/path/path.ts';
import type { PathPattern } from '#lib/domain/privilege/path/pattern.ts';

/** Which kind of setting a path is named by, the first that it has: the one that its pattern is about. */
const KINDS: Readonly<Record<PathPattern, readonly Setting['kind'][]>> = {
  P1: ['secretScope', 'gitlabVariableScope'],
  P2: ['secretToEnvironment', 'gitlabRef'],
  P3: ['branchCreation'],
  P4: ['secretScope', 'groupScope', 'membersCreate'],
  P5: ['groupPublic'],
  P6: ['foreignCode'],
  P7: ['trust'],
  P8: ['trust'],
  P9: ['missingEnvironment', 'environmentRefs', 'trust'],
  P10: ['environmentRefs', 'gitlabEnvironment'],
  P11: ['selfReview', 'environmentAdmins', 'gitlabSelfApproval'],
  P12: ['environmentAdmins', 'enforceAdmins', 'grant', 'gitlabEnvironment', 'gitlabRef', 'gitlabApprovals'],
  P13: ['bypass', 'enforcement'],
  P14: ['deployKey', 'gitlabKey'],
  P15: ['delegation', 'token', 'gitlabToken'],
  P16: ['robotApproval'],
  P17: ['codeOwners'],
  P18: ['pinnedCall'],
  P19: ['botName'],
  P20: ['propertiesLocked'],
  P21: ['leak'],
  P22: ['gitlabTier', 'gitlabMaintainers'],
  P23: ['gitlabVariable', 'gitlabRunner', 'gitlabForkPipelines'],
  P24: ['gitlabJobTokens'],
  P25: ['dualControl', 'safeFree', 'safeManager', 'safeConfirmer'],
  P26: ['branchReviews', 'branchCreation', 'gitlabRef', 'gitlabApprovals'],
  P27: ['groupWorkflows', 'groupScope', 'gitlabRef'],
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
