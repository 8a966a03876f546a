import type { Tri } from './tri.ts';

/** A value that a source may not tell: null is unknown, not absent and not empty. */
export type Known<T> = T | null;

/** Somebody who is named in a list of exceptions or of reviewers. */
export type Actor =
  | { readonly kind: 'person' | 'team' | 'app' | 'role'; readonly id: string }
  /** `owners`: all owners of the organization; `deployKeys`: one entry lets in every key of the repository. */
  | { readonly kind: 'owners' | 'deployKeys' };

export interface ReviewRule {
  readonly approvals: Known<number>;
  readonly codeOwners: Tri;
  /** Whether somebody else than who pushed last must approve. */
  readonly lastPush: Tri;
  readonly dismissStale: Tri;
}

/** Rules of one kind on branches by a name or pattern; one of them holds for a branch. */
export interface BranchRule {
  readonly id: string;
  readonly pattern: string;
  /** Among rules with wildcards the oldest holds: less is older. */
  readonly age: number;
  readonly reviews: Known<ReviewRule | 'none'>;
  readonly locked: Tri;
  readonly restricted: Tri;
  readonly blocksCreation: Tri;
  readonly enforceAdmins: Tri;
  /** Who may push though pushes are restricted. */
  readonly pushList: Known<readonly Actor[]>;
  /** Who needs no review. */
  readonly bypassList: Known<readonly Actor[]>;
}

export const BYPASS_MODES = ['always', 'pull_request', 'exempt'] as const;
export type BypassMode = (typeof BYPASS_MODES)[number];

export interface Bypass {
  readonly actor: Actor;
  readonly mode: BypassMode;
}

/** Which repositories a ruleset of an organization is about. */
export type RepositorySelector =
  | { readonly by: 'all' }
  | { readonly by: 'names'; readonly include: readonly string[]; readonly exclude: readonly string[] }
  | { readonly by: 'ids'; readonly ids: readonly string[] }
  | {
      readonly by: 'property';
      readonly properties: readonly { readonly name: string; readonly values: readonly string[] }[];
    };

/** Rules that come on top of others: all that match hold. */
export interface Ruleset {
  readonly id: string;
  readonly name: string;
  readonly level: 'repository' | 'organization' | 'enterprise';
  readonly target: 'branch' | 'tag' | 'push';
  readonly enforcement: Known<'active' | 'evaluate' | 'disabled'>;
  /** Null: not told which branches. */
  readonly refs: Known<{ readonly include: readonly string[]; readonly exclude: readonly string[] }>;
  /** Null: not told which repositories. Those of a repository are about it. */
  readonly repositories: Known<RepositorySelector>;
  readonly creation: Tri;
  readonly update: Tri;
  readonly mergeQueue: Tri;
  readonly reviews: Known<ReviewRule | 'none'>;
  /** Paths that nobody may push to. */
  readonly restrictedPaths: Known<readonly string[]>;
  /** Null where the reader may not see them: unknown, not empty. */
  readonly bypass: Known<readonly Bypass[]>;
}
