import fc from 'fast-check';
import {
  environmentExample,
  factsExample,
  organizationExample,
  personExample,
  repositoryExample,
  ruleExample,
  rulesetExample,
  workflowExample,
} from '#lib/domain/privilege/access/examples/testing.ts';
import {
  type AccessFacts,
  EXTRA_PERMISSIONS,
  ORGANIZATION_PERMISSIONS,
  type Organization,
} from '#lib/domain/privilege/access/facts.ts';
import type { Environment, Grant, Repository } from '#lib/domain/privilege/access/repository-facts.ts';
import {
  type Actor,
  type BranchRule,
  BYPASS_MODES,
  type ReviewRule,
  type Ruleset,
} from '#lib/domain/privilege/access/rule-facts.ts';
import { SAFE_RIGHTS } from '#lib/domain/privilege/safe-rights.ts';

const PEOPLE = ['p0', 'p1', 'p2', 'p3'];
const TEAMS = ['t0', 't1', 't2'];
const PATTERNS = ['main', '*', '**/*', 'rel/*', 'rel*', 'rel/**/*', '*/*'];
const ROLES = ['read', 'write', 'maintain', 'admin', 'c0', 'c1'];

const some = <T>(list: readonly T[], maxLength = list.length) =>
  fc.uniqueArray(fc.constantFrom(...list), { maxLength });
const person = fc.constantFrom(...PEOPLE);
const rarely = fc.nat(4).map((value) => value === 0);

const actor: fc.Arbitrary<Actor> = fc.oneof(
  person.map((id): Actor => ({ kind: 'person', id })),
  fc.constantFrom(...TEAMS).map((id): Actor => ({ kind: 'team', id })),
  fc.constantFrom<Actor>({ kind: 'owners' }, { kind: 'deployKeys' }),
);
const actors = fc.array(actor, { maxLength: 2 });

const reviewRule: fc.Arbitrary<ReviewRule> = fc.record({
  approvals: fc.nat(2),
  codeOwners: rarely,
  lastPush: fc.boolean(),
  dismissStale: fc.boolean(),
});
const reviews = fc.oneof(fc.constant('none' as const), reviewRule);

const branchRule: fc.Arbitrary<BranchRule> = fc
  .record({
    pattern: fc.constantFrom(...PATTERNS),
    ...{ reviews, locked: rarely, restricted: fc.boolean(), blocksCreation: fc.boolean(), enforceAdmins: fc.boolean() },
    ...{ pushList: actors, bypassList: actors },
  })
  .map((part) => ruleExample(part));

const refs = fc.constantFrom(
  ['~ALL'],
  ['~DEFAULT_BRANCH'],
  ['refs/heads/rel/*'],
  ['refs/heads/*'],
  ['refs/heads/**/*'],
);

function ruleset(level: Ruleset['level']): fc.Arbitrary<Ruleset> {
  return fc
    .record({
      enforcement: fc.constantFrom('active', 'active', 'evaluate', 'disabled'),
      include: refs,
      exclude: fc.oneof(fc.constant<string[]>([]), refs),
      ...{ creation: fc.boolean(), update: rarely, reviews },
      bypass: fc.array(fc.record({ actor, mode: fc.constantFrom(...BYPASS_MODES) }), { maxLength: 2 }),
    })
    .map(({ include, exclude, ...part }) => rulesetExample({ ...part, level, refs: { include, exclude } }));
}

const grant: fc.Arbitrary<Grant> = fc.record({
  holder: fc.oneof(
    person.map((id) => ({ kind: 'person' as const, id })),
    fc.constantFrom(...TEAMS).map((id) => ({ kind: 'team' as const, id })),
  ),
  role: fc.constantFrom(...ROLES),
});

const environment: fc.Arbitrary<Environment> = fc
  .record({
    refs: fc.oneof(
      fc.constantFrom('any' as const, 'protected' as const),
      some(PATTERNS, 2).map((list) => list.map((pattern) => ({ kind: 'branch' as const, pattern }))),
    ),
    ...{ reviewers: actors, preventSelfReview: fc.boolean(), adminsBypass: fc.boolean(), rulesIgnored: rarely },
  })
  .map((part) => environmentExample(part));

const workflow = fc
  .record({
    ...{ runsForeignCode: rarely, ownMachines: rarely, trustsBotName: rarely, identityToken: fc.boolean() },
    environment: fc.constantFrom('none', 'production'),
    secrets: fc.constantFrom<('all' | readonly string[])[]>('all', [], ['PROD_KEY']),
  })
  .map((part) => workflowExample(part));

function numbered<T extends { readonly id: string }>(prefix: string, list: readonly T[]): T[] {
  return list.map((item, at) => ({ ...item, id: `${prefix}${at}` }));
}

function repository(id: string): fc.Arbitrary<Repository> {
  return fc
    .record({
      grants: fc.array(grant, { maxLength: 4 }),
      branchRules: fc.uniqueArray(branchRule, { maxLength: 3, selector: ({ pattern }) => pattern }),
      rulesets: fc.array(ruleset('repository'), { maxLength: 2 }),
      environments: fc.array(environment, { maxLength: 1 }),
      deployKeys: fc.array(fc.record({ readOnly: fc.boolean() }), { maxLength: 1 }),
      workflows: fc.array(workflow, { maxLength: 1 }),
      codeOwners: fc.array(fc.record({ pattern: fc.constantFrom('*', '.github/', '/src/'), owners: actors }), {
        maxLength: 2,
      }),
      ...{
        robotApproves: fc.boolean(),
        archived: rarely,
        actions: rarely.map((value) => !value),
        allowForking: fc.boolean(),
      },
      visibility: fc.constantFrom('public', 'private', 'internal'),
      branches: some(['main', 'rel/1', 'other']),
      leaks: fc.array(fc.record({ id: fc.constant('l'), open: fc.boolean(), active: fc.boolean(), owner: person }), {
        maxLength: 1,
      }),
    })
    .map((part) =>
      repositoryExample({
        ...part,
        ...{ id, name: `acme/${id}`, deploys: true, secrets: [{ id: 's', name: 'PROD_KEY' }] },
        branchRules: numbered('rule', part.branchRules).map((rule, age) => ({ ...rule, age })),
        rulesets: numbered('own', part.rulesets),
        deployKeys: part.deployKeys.map((key, at) => ({ id: `k${at}`, title: `k${at}`, ...key })),
      }),
    );
}

const delegation = {
  repositories: fc.constantFrom<('all' | readonly string[])[]>('all', [], ['r0']),
  ...{ writesCode: fc.boolean(), writesWorkflows: fc.boolean(), administers: rarely },
};

const organization: fc.Arbitrary<Organization> = fc
  .record({
    basePermission: fc.constantFrom('none', 'none', 'read', 'write'),
    kinds: fc.array(fc.constantFrom('owner', 'member', 'member', 'outside'), { minLength: 4, maxLength: 4 }),
    teams: fc.tuple(
      ...TEAMS.map(() => fc.record({ members: some(PEOPLE, 2), parent: fc.option(fc.constantFrom(...TEAMS)) })),
    ),
    customRoles: fc.tuple(some(EXTRA_PERMISSIONS, 3), some(EXTRA_PERMISSIONS, 3)),
    roles: fc.array(
      fc.record({
        permissions: some(ORGANIZATION_PERMISSIONS, 2),
        everywhere: fc.option(fc.constantFrom('read', 'write')),
        people: some(PEOPLE, 1),
        teams: some(TEAMS, 1),
      }),
      { maxLength: 1 },
    ),
    rulesets: fc.array(ruleset('organization'), { maxLength: 1 }),
    apps: fc.array(fc.record({ ...delegation, suspended: rarely, vendor: fc.boolean() }), { maxLength: 1 }),
    tokens: fc.array(fc.record({ ...delegation, expired: rarely, owner: person }), { maxLength: 1 }),
    ...{
      robotApproves: fc.boolean(),
      membersForkPrivate: fc.boolean(),
      outsidersNeedApproval: fc.boolean(),
      propertiesLocked: fc.boolean(),
    },
    membersCreate: fc.record({ public: rarely, private: rarely, internal: rarely }),
  })
  .map(({ kinds, ...part }) =>
    organizationExample({
      ...part,
      people: PEOPLE.map((id, at) => personExample(id, kinds[at] ?? 'member')),
      teams: part.teams.map((team, at) => ({ id: `t${at}`, name: `t${at}`, ...team })),
      customRoles: part.customRoles.map((permissions, at) => ({ name: `c${at}`, base: 'write', permissions })),
      roles: part.roles.map((role, at) => ({ id: `role${at}`, name: `role${at}`, ...role })),
      rulesets: numbered('above', part.rulesets),
      apps: part.apps.map((app, at) => ({ id: `app${at}`, name: `app${at}`, ...app })),
      tokens: part.tokens.map((token, at) => ({ id: `token${at}`, name: `token${at}`, ...token })),
    }),
  );

const SUBJECTS = [
  ...['repo:acme/*', 'repo:acme/r0:*', 'repo:acme/r0:ref:refs/heads/main', 'repo:acme/r0:ref:refs/heads/rel/*'],
  ...['repo:acme/r0:environment:production', 'repo:acme/r1:environment:missing', 'repo:acme/r0:pull_request'],
];

const scope = fc.constantFrom<('all' | 'private' | readonly string[])[]>('all', 'private', ['r0'], []);

const safeMember = fc.record({
  holders: some(PEOPLE),
  others: fc.constant(false),
  rights: some(SAFE_RIGHTS, 3),
});

/** An organization of which everything is known, small enough to be checked by hand. */
export const anyFacts: fc.Arbitrary<AccessFacts> = fc
  .record({
    organization,
    repositories: fc.tuple(repository('r0'), repository('r1')),
    ...{ scope, groupScope: scope, subject: fc.constantFrom(...SUBJECTS) },
    safe: fc.record({ dualControl: fc.boolean(), members: fc.array(safeMember, { maxLength: 3 }) }),
    group: fc.record({ allowsPublic: fc.boolean(), restrictedToWorkflows: rarely, ephemeral: rarely }),
  })
  .map(({ organization: own, repositories, subject, group, safe, ...scopes }) =>
    factsExample({
      ...{ organization: own, repositories },
      secrets: [{ id: 'org', name: 'PROD_ORG', scope: scopes.scope }],
      safes: [
        {
          ...safe,
          id: 'safe',
          name: 'Prod Databases',
          members: safe.members.map((each, at) => ({ ...each, id: `m${at}`, name: `m${at}` })),
        },
      ],
      runnerGroups: [{ id: 'g', name: 'production', scope: scopes.groupScope, ...group }],
      cloudRoles: [
        {
          ...{ system: 'aws/1', id: 'aws/1/role', name: 'prod', takesTokens: true, because: null },
          trust: {
            cloud: 'aws',
            statements: [
              { effect: 'Allow', conditions: { StringLike: { 'token.actions.githubusercontent.com:sub': [subject] } } },
            ],
          },
        },
      ],
    }),
  );

export const anyGrant = grant;
