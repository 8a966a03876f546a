import type { Known } from '#lib/domain/privilege/access/rule-facts.ts';
import type { Tri } from '#lib/domain/privilege/access/tri.ts';

/** GitLab's numbers of roles, as far as they decide who gets in. */
export const REPORTER = 20;
export const DEVELOPER = 30;
export const MAINTAINER = 40;
export const OWNER = 50;

export interface GitlabMember {
  readonly person: string;
  readonly level: number;
}

/** A group that was invited, with the highest role that its people get. */
export interface GitlabShare {
  readonly group: string;
  readonly level: number;
}

/** The token of a group or project: an account of its own with a role. */
export interface GitlabToken {
  readonly id: string;
  readonly name: string;
  readonly level: number;
  /** Whether it pushes, and whether it changes settings too. */
  readonly writes: Tri;
  readonly administers: Tri;
}

export interface GitlabGroup {
  /** `org` is the one that the inventory is of. */
  readonly id: string;
  readonly name: string;
  readonly parent: string | null;
  readonly members: Known<readonly GitlabMember[]>;
  readonly shares: Known<readonly GitlabShare[]>;
  readonly tokens: Known<readonly GitlabToken[]>;
}

/** Somebody whom a rule lets in: all from a role on, or one. */
export type Allowed =
  | { readonly by: 'level'; readonly level: number }
  | { readonly by: 'person' | 'group' | 'key'; readonly name: string };

/** Rules on branches or tags by a name or pattern. Of several that match the most permissive holds. */
export interface GitlabRefRule {
  readonly pattern: string;
  /** Of tags: who creates them. */
  readonly push: Known<readonly Allowed[]>;
  readonly merge: Known<readonly Allowed[]>;
}

export interface GitlabEnvironmentRule {
  readonly deploy: Known<readonly Allowed[]>;
  readonly approvals: Known<number>;
  /** Who approves, where that is said. */
  readonly approvers: Known<readonly Allowed[]>;
}

export interface GitlabEnvironment {
  readonly id: string;
  readonly name: string;
  readonly tier: Known<string>;
  readonly rule: Known<GitlabEnvironmentRule | 'none'>;
}

export interface GitlabVariable {
  readonly id: string;
  readonly name: string;
  /** The group that has it; null: a project does. */
  readonly group: string | null;
  readonly protectedOnly: Tri;
  /** The environments whose jobs get it: `*` is every one. */
  readonly environments: Known<string>;
  /** Which projects may use it, where somebody moved it: null is all below. */
  readonly projects: readonly string[] | 'all';
}

export interface GitlabApprovals {
  readonly required: Known<number>;
  readonly authorApproves: Tri;
  readonly committersApprove: Tri;
  readonly resetOnPush: Tri;
}

/** Whose jobs may act in a project with their tokens. */
export interface GitlabJobTokens {
  readonly limited: Tri;
  readonly projects: Known<readonly string[]>;
  readonly groups: Known<readonly string[]>;
  readonly push: Tri;
}

export interface GitlabKey {
  readonly id: string;
  readonly title: string;
  readonly writes: Tri;
}

export interface GitlabProject {
  readonly id: string;
  /** Its full path. */
  readonly name: string;
  readonly group: string;
  readonly visibility: Known<string>;
  readonly archived: Tri;
  readonly defaultBranch: Known<string>;
  /** Whether its default branch goes to production. */
  readonly deploys: Tri;
  /** Whether pipelines run at all. */
  readonly jobs: Tri;
  readonly forks: Tri;
  /** Whether a member may run the pipeline of a fork's merge request here. */
  readonly forkPipelines: Tri;
  /** Whether whoever starts a deployment may approve it. */
  readonly selfApproval: Tri;
  readonly members: Known<readonly GitlabMember[]>;
  readonly shares: Known<readonly GitlabShare[]>;
  readonly tokens: Known<readonly GitlabToken[]>;
  readonly keys: Known<readonly GitlabKey[]>;
  readonly branches: Known<readonly GitlabRefRule[]>;
  readonly tags: Known<readonly GitlabRefRule[]>;
  readonly approvals: GitlabApprovals;
  readonly environments: Known<readonly GitlabEnvironment[]>;
  readonly variables: Known<readonly GitlabVariable[]>;
  readonly jobTokens: GitlabJobTokens;
  /** Claims that subjects of its jobs' tokens are made of. */
  readonly subjectClaims: Known<readonly string[]>;
}

export interface GitlabRunner {
  readonly id: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly paused: Tri;
  readonly protectedOnly: Tri;
  /** The projects that use it; `all`: those of the group, or of the whole machine. */
  readonly projects: Known<'all' | readonly string[]>;
}

/** What a group says for all environments of a tier below it. */
export interface GitlabTierRule extends GitlabEnvironmentRule {
  readonly tier: string;
}

/** What is known of a group of GitLab and all below it. */
export interface GitlabFacts {
  readonly groups: readonly GitlabGroup[];
  readonly projects: readonly GitlabProject[];
  /** Of groups. */
  readonly variables: Known<readonly GitlabVariable[]>;
  /** Names of groups whose variables nobody told of. */
  readonly untold: readonly string[];
  readonly runners: Known<readonly GitlabRunner[]>;
  readonly tiers: Known<readonly GitlabTierRule[]>;
}
