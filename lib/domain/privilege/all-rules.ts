import type { PrivilegeRule } from './rule.ts';
import { rule as accessKeyOld } from './rules/access-key-old.ts';
import { rule as accountChangeRare } from './rules/account-change-rare.ts';
import { rule as accountNotChanged } from './rules/account-not-changed.ts';
import { rule as accountUnmanaged } from './rules/account-unmanaged.ts';
import { rule as adminEntitledProduction } from './rules/admin-entitled-production.ts';
import { rule as anyActionAllowed } from './rules/any-action-allowed.ts';
import { rule as appTooWide } from './rules/app-too-wide.ts';
import { rule as approleWithoutEnd } from './rules/approle-without-end.ts';
import { rule as basePermissionWide } from './rules/base-permission-wide.ts';
import { rule as botWithoutOwner } from './rules/bot-without-owner.ts';
import { rule as cloudTrustWide } from './rules/cloud-trust-wide.ts';
import { rule as consoleWithoutTwoFactor } from './rules/console-without-two-factor.ts';
import { rule as defaultBranchUnprotected } from './rules/default-branch-unprotected.ts';
import { rule as defaultTokenWrites } from './rules/default-token-writes.ts';
import { rule as departedKeepsRights } from './rules/departed-keeps-rights.ts';
import { rule as deployKeyStale } from './rules/deploy-key-stale.ts';
import { rule as deployKeyWrites } from './rules/deploy-key-writes.ts';
import { rule as directGrant } from './rules/direct-grant.ts';
import { rule as disabledKeepsRights } from './rules/disabled-keeps-rights.ts';
import { rule as dualControlBypassed } from './rules/dual-control-bypassed.ts';
import { rule as dualControlOff } from './rules/dual-control-off.ts';
import { rule as forkRunsUnapproved } from './rules/fork-runs-unapproved.ts';
import { rule as jobTokenOpen } from './rules/job-token-open.ts';
import { rule as jwtTrustWide } from './rules/jwt-trust-wide.ts';
import { rule as numberOfOwners } from './rules/number-of-owners.ts';
import { rule as onePersonMerges } from './rules/one-person-merges.ts';
import { rule as organizationSecretForAll } from './rules/organization-secret-for-all.ts';
import { rule as outsideCollaboratorAdmin } from './rules/outside-collaborator-admin.ts';
import { rule as ownerWithoutTwoFactor } from './rules/owner-without-two-factor.ts';
import { rule as productionAnyBranch } from './rules/production-any-branch.ts';
import { rule as productionWithoutReviewers } from './rules/production-without-reviewers.ts';
import { rule as reviewerApprovesOwn } from './rules/reviewer-approves-own.ts';
import { rule as rulesBypassed } from './rules/rules-bypassed.ts';
import { rule as runnerGroupPublic } from './rules/runner-group-public.ts';
import { rule as runnerShared } from './rules/runner-shared.ts';
import { rule as safeManagerReads } from './rules/safe-manager-reads.ts';
import { rule as safeTooManyReaders } from './rules/safe-too-many-readers.ts';
import { rule as secretInTwoTiers } from './rules/secret-in-two-tiers.ts';
import { rule as secretNotRotated } from './rules/secret-not-rotated.ts';
import { rule as secretRotationOff } from './rules/secret-rotation-off.ts';
import { rule as sharedCheckout } from './rules/shared-checkout.ts';
import { rule as tokenTooWide } from './rules/token-too-wide.ts';
import { rule as tokenUnused } from './rules/token-unused.ts';
import { rule as tokenWithoutEnd } from './rules/token-without-end.ts';
import { rule as twoFactorNotRequired } from './rules/two-factor-not-required.ts';
import { rule as unusedOwner } from './rules/unused-owner.ts';
import { rule as variableUnguarded } from './rules/variable-unguarded.ts';
import { rule as webhookUnsafe } from './rules/webhook-unsafe.ts';
import { rule as workflowsApprove } from './rules/workflows-approve.ts';
import { rule as workflowsUnowned } from './rules/workflows-unowned.ts';
import { rule as workloadDenied } from './rules/workload-denied.ts';
import { rule as workloadRightsWide } from './rules/workload-rights-wide.ts';
import { rule as workloadTrustMismatch } from './rules/workload-trust-mismatch.ts';

/** Every rule, in the order of ids; a test compares it with the folder. */
export const PRIVILEGE_RULES: readonly PrivilegeRule[] = [
  accessKeyOld,
  accountChangeRare,
  accountNotChanged,
  accountUnmanaged,
  adminEntitledProduction,
  anyActionAllowed,
  appTooWide,
  approleWithoutEnd,
  basePermissionWide,
  botWithoutOwner,
  cloudTrustWide,
  consoleWithoutTwoFactor,
  defaultBranchUnprotected,
  defaultTokenWrites,
  departedKeepsRights,
  deployKeyStale,
  deployKeyWrites,
  directGrant,
  disabledKeepsRights,
  dualControlBypassed,
  dualControlOff,
  forkRunsUnapproved,
  jobTokenOpen,
  jwtTrustWide,
  numberOfOwners,
  onePersonMerges,
  organizationSecretForAll,
  outsideCollaboratorAdmin,
  ownerWithoutTwoFactor,
  productionAnyBranch,
  productionWithoutReviewers,
  reviewerApprovesOwn,
  rulesBypassed,
  runnerGroupPublic,
  runnerShared,
  safeManagerReads,
  safeTooManyReaders,
  secretInTwoTiers,
  secretNotRotated,
  secretRotationOff,
  sharedCheckout,
  tokenTooWide,
  tokenUnused,
  tokenWithoutEnd,
  twoFactorNotRequired,
  unusedOwner,
  variableUnguarded,
  webhookUnsafe,
  workflowsApprove,
  workflowsUnowned,
  workloadDenied,
  workloadRightsWide,
  workloadTrustMismatch,
];
