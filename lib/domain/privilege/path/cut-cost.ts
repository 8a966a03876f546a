import type { Setting } from '#lib/domain/privilege/access/setting.ts';

/** What it takes to tighten a setting: one object 1, the whole organization 2, moving a secret 3, code 4. */
export function cutCost(setting: Setting): number {
  switch (setting.kind) {
    case 'basePermission':
    case 'propertiesLocked':
    case 'membersCreate':
    case 'gitlabTier':
      return 2;
    case 'secretToEnvironment':
    case 'gitlabVariableScope':
      return 3;
    case 'codeOwners':
    case 'foreignCode':
    case 'botName':
    case 'pinnedCall':
      return 4;
    case 'branchCreation':
    case 'branchReviews':
    case 'enforceAdmins':
    case 'enforcement':
    case 'bypass':
    case 'robotApproval':
    case 'deployKey':
    case 'delegation':
    case 'token':
    case 'grant':
    case 'secretScope':
    case 'environmentRefs':
    case 'selfReview':
    case 'environmentAdmins':
    case 'missingEnvironment':
    case 'trust':
    case 'groupScope':
    case 'groupPublic':
    case 'groupWorkflows':
    case 'leak':
    case 'dualControl':
    case 'safeFree':
    case 'safeManager':
    case 'safeConfirmer':
    case 'gitlabRef':
    case 'gitlabApprovals':
    case 'gitlabForkPipelines':
    case 'gitlabJobTokens':
    case 'gitlabSelfApproval':
    case 'gitlabVariable':
    case 'gitlabEnvironment':
    case 'gitlabRunner':
    case 'gitlabMaintainers':
    case 'gitlabToken':
    case 'gitlabKey':
      return 1;
  }
}
