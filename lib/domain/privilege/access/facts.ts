import type { GitlabFacts } from '#lib/domain/privilege/gitlab/facts.ts';
import type { TrustPolicy } from '#lib/domain/privilege/trust/trust-policy.ts';
import type { Repository } from './repository-facts.ts';
import type { Known, Ruleset } from './rule-facts.ts';
import type { Safe } from './safe-facts.ts';
import type { Tri } from './tri.ts';

export const REPOSITORY_ROLES = ['read', 'triage', 'write', 'maintain', 'admin'] as const;
export type BuiltInRole = (typeof REPOSITORY_ROLES)[number];

/** What custom roles add to a built-in one, as far as it decides who gets in. */
export const EXTRA_PERMISSIONS = ['bypassRules', 'pushRestricted', 'editRules', 'editProperties', 'viewLeaks'] as const;
export type ExtraPermission = (typeof EXTRA_PERMISSIONS)[number];

/** What roles of the organization add. `editRoles` lets its holder raise himself. */
export const ORGANIZATION_PERMISSIONS = ['editRoles', 'editRulesets', 'editProperties', 'viewLeaks'] as const;
export type OrganizationPermission = (typeof ORGANIZATION_PERMISSIONS)[number];

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly kind: 'owner' | 'member' | 'outside';
}

export interface Team {
  readonly id: string;
  readonly name: string;
  readonly parent: string | null;
  readonly members: Known<readonly string[]>;
}

export interface CustomRole {
  readonly name: string;
  readonly base: BuiltInRole;
  readonly permissions: readonly ExtraPermission[];
}

export interface OrganizationRole {
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly OrganizationPermission[];
  /** The role that its holders have in every repository: built-in, or a custom one's name. */
  readonly everywhere: string | null;
  readonly people: Known<readonly string[]>;
  readonly teams: Known<readonly string[]>;
}

/** What an App or a personal token may do, and where. */
interface Delegation {
  readonly id: string;
  readonly name: string;
  readonly repositories: Known<'all' | readonly string[]>;
  readonly writesCode: Tri;
  readonly writesWorkflows: Tri;
  readonly administers: Tri;
}

export interface App extends Delegation {
  readonly suspended: Tri;
  /** Whether somebody outside of the organization runs it. */
  readonly vendor: Tri;
}

export interface Token extends Delegation {
  /** The person as whom it acts. */
  readonly owner: string;
  readonly expired: Tri;
}

export interface Organization {
  readonly id: string;
  /** The number by which tokens name it. */
  readonly number: Known<string>;
  /** Whether tokens of repositories that are made today name them by immutable numbers. */
  readonly immutableSubjects: Tri;
  readonly name: string;
  readonly basePermission: Known<'none' | BuiltInRole>;
  readonly membersCreate: { readonly public: Tri; readonly private: Tri; readonly internal: Tri };
  readonly membersForkPrivate: Tri;
  /** Whether workflows run in every repository, a new one too. */
  readonly actionsEverywhere: Tri;
  readonly robotApproves: Tri;
  /** Whether pull requests of all who are not members wait for an approval before they run. */
  readonly outsidersNeedApproval: Tri;
  /** Of private repositories: whether workflows run for pull requests of forks, and whether they get tokens that write. */
  readonly privateForksRun: Tri;
  readonly forksGetWriteTokens: Tri;
  /** Whether values of properties are set by the organization alone. */
  readonly propertiesLocked: Tri;
  readonly people: Known<readonly Person[]>;
  readonly teams: Known<readonly Team[]>;
  readonly customRoles: Known<readonly CustomRole[]>;
  readonly roles: Known<readonly OrganizationRole[]>;
  readonly apps: Known<readonly App[]>;
  readonly tokens: Known<readonly Token[]>;
  readonly rulesets: Known<readonly Ruleset[]>;
}

/** Which repositories may use something of the organization. */
export type Scope = 'all' | 'private' | readonly string[];

export interface OrganizationSecret {
  readonly id: string;
  readonly name: string;
  readonly scope: Known<Scope>;
}

export interface RunnerGroup {
  readonly id: string;
  readonly name: string;
  readonly scope: Known<Scope>;
  readonly allowsPublic: Tri;
  /** Whether only named workflows may use it, here or in the group that it inherits. */
  readonly restrictedToWorkflows: Tri;
  /** Whether each machine is thrown away after one job. */
  readonly ephemeral: Tri;
}

/** A role of a cloud, or of a vault, that workflows may assume. */
export interface CloudRole {
  /** The system that has it: `aws/123456789012`. */
  readonly system: string;
  /** Begins with its system. */
  readonly id: string;
  readonly name: string;
  readonly trust: Known<TrustPolicy>;
  /** Whether the tokens that it asks for are those of the code host; null: the system does not tell whose they are. */
  readonly takesTokens: Tri;
  /** Why it counts as production beside its name; null: for nothing else. */
  readonly because: string | null;
}

/** A system whose inventory does not tell of all of its roles. */
export interface UnreadCloud {
  /** `aws/123456789012` */
  readonly id: string;
  readonly reason: string;
}

/** What counts as production: names with `*`, case does not matter. */
export interface ProductionPatterns {
  readonly environments: readonly string[];
  readonly secrets: readonly string[];
  readonly runnerGroups: readonly string[];
  readonly roles: readonly string[];
  /** Whether the default branch of a repository that deploys counts. */
  readonly deployingBranches: boolean;
}

/** What is known of one organization at one time. Nothing here is ever changed in place. */
export interface AccessFacts {
  readonly organization: Organization;
  readonly repositories: readonly Repository[];
  readonly secrets: Known<readonly OrganizationSecret[]>;
  readonly runnerGroups: Known<readonly RunnerGroup[]>;
  /** Of all systems that delivered an inventory; null: none did. */
  readonly cloudRoles: Known<readonly CloudRole[]>;
  readonly unreadClouds: readonly UnreadCloud[];
  /** Of a vault; an organization has none. */
  readonly safes: Known<readonly Safe[]>;
  /** Of a group of GitLab: it has projects in place of repositories. */
  readonly gitlab: GitlabFacts | null;
  readonly production: ProductionPatterns;
}
