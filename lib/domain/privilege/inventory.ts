import type { WorkloadAccess } from './events/workload-access.ts';
import type { TrustPolicy } from './trust/trust-policy.ts';
import type { CheckoutRule, ManagementRule, SecretIdRule } from './vault-rules.ts';

/**
 * What a system says of who may do what: a picture of one moment. Ids are those that stay when names change; null is
 * "not told", which is neither no nor nothing.
 */
export interface Inventory {
  source: InventorySource;
  /** Organization, group or account, as the system spells it. */
  scope: string;
  collectedAt: Date;
  sections: readonly Section[];
  principals: readonly Principal[];
  memberships: readonly Membership[];
  resources: readonly Resource[];
  grants: readonly Grant[];
  controls: readonly Control[];
  /** Per section that is asked for each resource: why the answer for a resource is not known; those not named are known. */
  unanswered: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** Every system that rules may speak of. */
export const INVENTORY_SOURCES = [
  'github',
  'gitlab',
  'opengraph',
  'aws',
  'azure',
  'cyberark',
  'beyondtrust',
  'vault',
  'conjur',
  'aembit',
  'spiffe',
] as const;
export type InventorySource = (typeof INVENTORY_SOURCES)[number];

/** Those whose inventories are read: each has its reader in `lib/inventories/all-inventories.ts`, or that does not compile. */
export const READ_SOURCES = [
  'github',
  'cyberark',
  'aws',
  'aembit',
  'gitlab',
  'azure',
  'beyondtrust',
  'vault',
  'conjur',
  'spiffe',
  'opengraph',
] as const satisfies readonly InventorySource[];
export type ReadSource = (typeof READ_SOURCES)[number];

/** `absent`: the document says nothing of it; like `failed`, what lies in it is unknown. */
export const SECTION_STATES = ['ok', 'failed', 'absent'] as const;
export type SectionState = (typeof SECTION_STATES)[number];

export interface Section {
  name: string;
  status: SectionState;
  rows: number;
  /** Rows that could not be read: what they stand for is unknown. */
  skipped: number;
  reason: string | null;
}

/** Sections that must be whole before a row that an inventory does not have is gone, else it is unknown. Left out: all. */
interface Told {
  sections?: readonly string[];
}

export type PrincipalKind =
  | 'human'
  | 'bot'
  | 'app'
  | 'oauth_app'
  | 'runner'
  | 'runner_group'
  | 'deploy_key'
  | 'token'
  | 'workload'
  | 'service_account'
  | 'group';

/** When something was last seen: an instant, or known to be never; null is not told. */
export type Seen = Date | 'never' | null;

export interface Principal extends Told {
  id: string;
  kind: PrincipalKind;
  name: string;
  /** The person who made or owns it. */
  owner: string | null;
  twoFactor: boolean | null;
  /** Of people: in the organization, invited from outside, or neither; null where the lists were not read. */
  standing: 'member' | 'outside' | 'gone' | null;
  createdAt: Date | null;
  expiresAt: Seen;
  lastActiveAt: Seen;
  suspended: boolean | null;
  /** Of accounts: whether a password opens them, beside or in place of keys. */
  password: boolean | null;
  /** Of apps and tokens: what they may do, and whether everywhere. */
  permissions: Readonly<Record<string, string>> | null;
  everywhere: boolean | null;
  runner: Runner | null;
}

export interface Runner {
  ephemeral: boolean | null;
  group: string | null;
  /** Whom it serves: jobs of every project; those without a tag; those of protected branches alone. */
  shared: boolean | null;
  untagged: boolean | null;
  protectedOnly: boolean | null;
}

export interface Membership extends Told {
  member: string;
  group: string;
}

/** `org` is what an inventory is of: an organization, a group, a cloud account, a vault. Its id is always `org`. */
export type ResourceKind =
  | 'org'
  | 'group'
  | 'repo'
  | 'branch'
  | 'environment'
  | 'secret'
  | 'key'
  | 'runner_group'
  | 'webhook'
  | 'workflow'
  | 'package'
  | 'cloud_role'
  | 'safe'
  | 'vault'
  | 'platform'
  | 'account';

export interface Resource extends Told {
  id: string;
  kind: ResourceKind;
  name: string;
  parent: string | null;
  visibility: string | null;
  archived: boolean;
  createdAt: Date | null;
  /** Of secrets and accounts: when their value was last set. */
  updatedAt: Date | null;
  expiresAt: Seen;
  lastUsedAt: Seen;
  /** As people gave them, by which production may be told; null: not told. */
  tags: Readonly<Record<string, string>> | null;
}

/** 0 nothing, 1 read, 2 triage, 3 write, 4 maintain, 5 admin. */
export type Level = 0 | 1 | 2 | 3 | 4 | 5;

/** How a right came about. */
export type Via = 'direct' | 'team' | 'group' | 'role' | 'policy' | 'key' | 'token' | 'app';

export interface Grant extends Told {
  principal: string;
  resource: string;
  permission: string;
  level: Level;
  via: Via;
  expiresAt: Seen;
  grantedAt: Date | null;
  grantedBy: string | null;
  lastUsedAt: Seen;
  conditions: GrantConditions | null;
}

/** What a right asks for beside itself; null where the system does not tell. */
export interface GrantConditions {
  /** Whether somebody else has to approve. */
  approval: boolean | null;
  mfa: boolean | null;
  /** The branches from which it may be used, as the system writes them. */
  branch: string | null;
}

export interface Bypass {
  kind: string;
  id: string;
  mode: string;
}

/** What stands between a right and its use. Each setting that was not told is null. */
export type Control =
  | { kind: 'organization'; resource: string; twoFactorRequired: boolean | null; basePermission: string | null }
  | {
      kind: 'actions';
      resource: string;
      allowed: string | null;
      shaPinning: boolean | null;
      defaultToken: string | null;
      canApprove: boolean | null;
      forkApproval: string | null;
    }
  | BranchRule
  | EnvironmentRule
  | { kind: 'code_owners'; resource: string; workflowsOwned: boolean }
  | { kind: 'runner_group'; resource: string; publicRepositories: boolean | null; restricted: boolean | null }
  | {
      kind: 'webhook';
      resource: string;
      address: string | null;
      insecureTls: boolean | null;
      secret: boolean | null;
      active: boolean;
    }
  | { kind: 'owner_of'; resource: string; owner: string | null }
  | MergeRule
  | WorkloadAccess
  | VariableRule
  | { kind: 'job_token'; resource: string; limited: boolean | null }
  | RotationRule
  | TrustRule
  | { kind: 'dual_control'; resource: string; required: boolean | null; approvers: number | null }
  | CheckoutRule
  | ManagementRule
  | SecretIdRule;

/** Who has to approve a merge request, where that is set beside the branches. */
export interface MergeRule {
  kind: 'merge';
  resource: string;
  approvals: number | null;
  authorApproves: boolean | null;
  committersApprove: boolean | null;
  resetOnPush: boolean | null;
}

/** Which jobs get a variable, and whether logs show it. */
export interface VariableRule {
  kind: 'variable';
  resource: string;
  protectedOnly: boolean | null;
  masked: boolean | null;
  /** `*` is every environment. */
  environments: string | null;
}

export interface RotationRule {
  kind: 'rotation';
  resource: string;
  /** Whether something renews it by itself; `managed`: the service that owns it does. */
  enabled: boolean | null;
  managed: boolean;
  everyDays: number | null;
  lastAt: Seen;
}

/** Who may become this role: jobs of CI by their tokens, and others by name. */
export interface TrustRule {
  kind: 'trust';
  resource: string;
  trust: TrustPolicy;
  /** Issuers of tokens, in the order of the statements or credentials of `trust`. */
  issuers: readonly string[];
  /** Accounts, users and services beside them; `*` is everybody. */
  others: readonly string[];
}

/** One rule about a repository's default branch: of classic protection, or of one ruleset. */
export interface BranchRule {
  kind: 'branch';
  resource: string;
  origin: 'classic' | 'ruleset' | 'protected_branch';
  name: string;
  /** Null: it asks for no review. */
  reviews: { approvals: number; codeOwners: boolean; lastPush: boolean; dismissStale: boolean } | null;
  blocksForcePush: boolean;
  /** Null: the collector may not see who is let through. */
  bypass: readonly Bypass[] | null;
  /** Of classic protection: whether it holds for administrators too. */
  bindsAdmins: boolean | null;
}

export interface EnvironmentRule {
  kind: 'environment';
  resource: string;
  reviewers: number;
  preventSelfReview: boolean | null;
  branches: 'any' | 'protected' | 'custom';
}

/** Whom and what an outcome is about: ids that stay, and names for people. */
export interface Named {
  id: string;
  name: string;
}
