import type { AccessFacts, CloudRole, Organization, Person, Team } from '#lib/domain/privilege/access/facts.ts';
import type { Environment, Repository, Workflow } from '#lib/domain/privilege/access/repository-facts.ts';
import type { BranchRule, Ruleset } from '#lib/domain/privilege/access/rule-facts.ts';

/** An organization that lets nobody do anything, all of it known. */
export function organizationExample(part: Partial<Organization> = {}): Organization {
  return {
    ...{ id: 'o', number: '1', name: 'acme', basePermission: 'none', immutableSubjects: false },
    membersCreate: { public: false, private: false, internal: false },
    ...{ membersForkPrivate: false, actionsEverywhere: true, robotApproves: false, outsidersNeedApproval: true },
    ...{ privateForksRun: false, forksGetWriteTokens: false, propertiesLocked: true },
    ...{ people: [], teams: [], customRoles: [], roles: [], apps: [], tokens: [], rulesets: [] },
    ...part,
  };
}

export function repositoryExample(part: Partial<Repository> = {}): Repository {
  return {
    ...{ id: 'r', number: '11', name: 'acme/app', visibility: 'private', archived: false, defaultBranch: 'main' },
    ...{ branches: ['main'], actions: true, allowForking: false, robotApproves: false },
    ...{ grants: [], deployKeys: [], branchRules: [], rulesets: [], environments: [], secrets: [], workflows: [] },
    moreWorkflows: false,
    ...{ codeOwners: [], properties: {}, leaks: [], deploys: false, immutableSubject: false, subjectClaims: 'default' },
    ...part,
  };
}

export function ruleExample(part: Partial<BranchRule> = {}): BranchRule {
  return {
    ...{ id: 'rule', pattern: 'main', age: 0, reviews: 'none', locked: false, restricted: false },
    ...{ blocksCreation: false, enforceAdmins: false, pushList: [], bypassList: [] },
    ...part,
  };
}

export function rulesetExample(part: Partial<Ruleset> = {}): Ruleset {
  return {
    ...{ id: 'ruleset', name: 'ruleset', level: 'repository', target: 'branch', enforcement: 'active' },
    refs: { include: ['~DEFAULT_BRANCH'], exclude: [] },
    repositories: { by: 'all' },
    ...{ creation: false, update: false, mergeQueue: false, reviews: 'none', restrictedPaths: [], bypass: [] },
    ...part,
  };
}

export function environmentExample(part: Partial<Environment> = {}): Environment {
  return {
    ...{ id: 'e', name: 'production', refs: 'any', reviewers: [], preventSelfReview: true, adminsBypass: false },
    ...{ secrets: [], rulesIgnored: false },
    ...part,
  };
}

export function workflowExample(part: Partial<Workflow> = {}): Workflow {
  return {
    ...{ path: '.github/workflows/ci.yml', runsForeignCode: false, environment: 'none', identityToken: false },
    ...{ secrets: [], ownMachines: false, trustsBotName: false, calls: [] },
    ...part,
  };
}

export function factsExample(part: Partial<AccessFacts> = {}): AccessFacts {
  return {
    organization: organizationExample(),
    repositories: [],
    ...{ secrets: [], runnerGroups: [], cloudRoles: [], unreadClouds: [], safes: [], gitlab: null },
    production: {
      environments: ['prod*'],
      secrets: ['PROD_*'],
      runnerGroups: ['prod*'],
      roles: ['prod*'],
      deployingBranches: true,
    },
    ...part,
  };
}

export function cloudRoleExample(part: Partial<CloudRole> = {}): CloudRole {
  return {
    ...{ system: 'aws/1', id: 'aws/1/role', name: 'prod-deploy', trust: null, takesTokens: true, because: null },
    ...part,
  };
}

export function personExample(id: string, kind: Person['kind'] = 'member'): Person {
  return { id, name: id, kind };
}

export function teamExample(id: string, members: readonly string[], parent: string | null = null): Team {
  return { id, name: id, parent, members };
}
