import type { Actor, BranchRule, Known, Ruleset } from './rule-facts.ts';
import type { Tri } from './tri.ts';

export interface Grant {
  readonly holder: { readonly kind: 'person' | 'team'; readonly id: string };
  /** A built-in role, or the name of a custom one. */
  readonly role: string;
}

export interface DeployKey {
  readonly id: string;
  readonly title: string;
  readonly readOnly: Tri;
}

export interface RefPolicy {
  readonly kind: 'branch' | 'tag';
  readonly pattern: string;
}

export interface Environment {
  readonly id: string;
  readonly name: string;
  /** Which refs may deploy: any, those under a branch rule, or those that match a pattern. */
  readonly refs: Known<'any' | 'protected' | readonly RefPolicy[]>;
  readonly reviewers: Known<readonly Actor[]>;
  readonly preventSelfReview: Tri;
  readonly adminsBypass: Tri;
  readonly secrets: Known<readonly string[]>;
  /** Whether the plan ignores what is set here. */
  readonly rulesIgnored: Tri;
}

export interface Secret {
  readonly id: string;
  readonly name: string;
}

export interface CodeOwnerLine {
  readonly pattern: string;
  readonly owners: readonly Actor[];
}

/** What is known of a workflow file, as far as it decides who gets in. */
export interface Workflow {
  readonly path: string;
  /** Runs code of a pull request with the repository's own rights. */
  readonly runsForeignCode: Tri;
  /** The environment of that job. */
  readonly environment: Known<string | 'none'>;
  /** Whether that job may ask for an identity token. */
  readonly identityToken: Tri;
  /** Names of the secrets that the job gets; `all` where it hands on whatever there is. */
  readonly secrets: Known<'all' | readonly string[]>;
  /** Runs pull requests on machines of the organization. */
  readonly ownMachines: Tri;
  /** Merges because of the name of who triggered it. */
  readonly trustsBotName: Tri;
  readonly calls: readonly ReusableCall[];
}

/** A call of a workflow of another repository. */
export interface ReusableCall {
  readonly repository: string;
  readonly path: string;
  /** The branch that is called; null: pinned to a commit. */
  readonly branch: string | null;
  readonly inheritsSecrets: Tri;
}

/** A token that was found in the repository. */
export interface Leak {
  readonly id: string;
  readonly open: Tri;
  readonly active: Tri;
  /** The person whose token it is. */
  readonly owner: Known<string>;
}

export interface Repository {
  readonly id: string;
  /** The number by which tokens name it. */
  readonly number: Known<string>;
  /** `owner/name`. */
  readonly name: string;
  readonly visibility: Known<'public' | 'private' | 'internal'>;
  readonly archived: Tri;
  readonly defaultBranch: Known<string>;
  readonly branches: Known<readonly string[]>;
  /** Whether workflows run at all. */
  readonly actions: Tri;
  readonly allowForking: Tri;
  readonly robotApproves: Tri;
  readonly grants: Known<readonly Grant[]>;
  readonly deployKeys: Known<readonly DeployKey[]>;
  readonly branchRules: Known<readonly BranchRule[]>;
  readonly rulesets: Known<readonly Ruleset[]>;
  readonly environments: Known<readonly Environment[]>;
  readonly secrets: Known<readonly Secret[]>;
  readonly workflows: Known<readonly Workflow[]>;
  /** Whether there are others that nobody looked at; null where that is not known. */
  readonly moreWorkflows: Tri;
  readonly codeOwners: Known<readonly CodeOwnerLine[]>;
  readonly properties: Known<Readonly<Record<string, string>>>;
  readonly leaks: Known<readonly Leak[]>;
  /** Whether its default branch goes to production. */
  readonly deploys: Tri;
  /** Whether tokens name it by immutable numbers; null: either form may come. */
  readonly immutableSubject: Tri;
  /** Claims that a token's subject is made of, where that was changed. */
  readonly subjectClaims: Known<'default' | readonly string[]>;
}
