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

export const INVENTORY_SOURCES = ['github'] as const;
export type InventorySource = (typeof INVENTORY_SOURCES)[number];

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

export type PrincipalKind = 'human' | 'bot' | 'app' | 'runner' | 'deploy_key' | 'token' | 'group';

/** When something was last seen: an instant, or known to be never; null is not told. */
export type Seen = Date | 'never' | null;

export interface Principal {
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
  /** Of apps and tokens: what they may do, and whether everywhere. */
  permissions: Readonly<Record<string, string>> | null;
  everywhere: boolean | null;
  /** Of runners. */
  runner: { ephemeral: boolean | null; group: string | null } | null;
}

export interface Membership {
  member: string;
  group: string;
}

export type ResourceKind = 'org' | 'repo' | 'environment' | 'secret' | 'runner_group' | 'webhook';

export interface Resource {
  id: string;
  kind: ResourceKind;
  name: string;
  parent: string | null;
  visibility: string | null;
  archived: boolean;
  createdAt: Date | null;
  updatedAt: Date | null;
}

/** 0 nothing, 1 read, 2 triage, 3 write, 4 maintain, 5 admin. */
export type Level = 0 | 1 | 2 | 3 | 4 | 5;

export interface Grant {
  principal: string;
  resource: string;
  permission: string;
  level: Level;
  via: 'direct' | 'team' | 'role' | 'key' | 'token' | 'app';
  expiresAt: Seen;
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
  | { kind: 'owner_of'; resource: string; owner: string | null };

/** One rule about a repository's default branch: of classic protection, or of one ruleset. */
export interface BranchRule {
  kind: 'branch';
  resource: string;
  origin: 'classic' | 'ruleset';
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
