import { describe, expect, it } from 'vitest';
import {
  cloudRoleExample,
  environmentExample,
  repositoryExample,
  ruleExample,
  rulesetExample,
  workflowExample,
} from '#lib/domain/privilege/access/examples/testing.ts';
import type { AccessFacts, App, Organization } from '#lib/domain/privilege/access/facts.ts';
import { isEmptySet } from '#lib/domain/privilege/access/principal-set.ts';
import type { Repository } from '#lib/domain/privilege/access/repository-facts.ts';
import {
  environmentOf,
  gitlabExample,
  groupExample,
  level,
  projectExample,
  variableExample,
} from '#lib/domain/privilege/gitlab/examples/testing.ts';
import type { GitlabProject } from '#lib/domain/privilege/gitlab/facts.ts';
import { grant, REVIEWS, SECRETS, world } from '#lib/domain/privilege/path/acme/testing.ts';
import type { Path } from '#lib/domain/privilege/path/path.ts';
import { pathsTo } from '#lib/domain/privilege/path/paths-to.ts';
import { PATH_PATTERNS, type PathPattern } from '#lib/domain/privilege/path/pattern.ts';
import { productionTargets } from '#lib/domain/privilege/path/target.ts';
import { tighten } from '#lib/domain/privilege/path/tighten.ts';
import { worldOf } from '#lib/domain/privilege/path/world.ts';
import type { TrustPolicy } from '#lib/domain/privilege/trust/trust-policy.ts';
import { holdersOf } from './holders-of.ts';

type Change = (facts: AccessFacts) => AccessFacts;
const inRepository =
  (part: Partial<Repository>): Change =>
  (facts) => ({
    ...facts,
    repositories: facts.repositories.map((each, at) => (at === 0 ? { ...each, ...part } : each)),
  });
const inOrganization =
  (part: Partial<Organization>): Change =>
  (facts) => ({ ...facts, organization: { ...facts.organization, ...part } });
const inProject =
  (part: Partial<GitlabProject>): Change =>
  (facts) => ({
    ...facts,
    gitlab: facts.gitlab && {
      ...facts.gitlab,
      projects: facts.gitlab.projects.map((each, at) => (at === 0 ? { ...each, ...part } : each)),
    },
  });
/** Whether anything can be pushed there at all. */
const ARCHIVED = inRepository({ archived: null });

const deploys = (part: Partial<Repository>, organization: Partial<Organization> = {}) =>
  world({ deploys: true, branchRules: [], ...part }, organization);
const guarded = (approvals: number) => [ruleExample({ reviews: { ...REVIEWS, approvals }, enforceAdmins: true })];
const trusting = (sub: string, repository: Partial<Repository> = {}) => {
  const conditions = { StringLike: { 'token.actions.githubusercontent.com:sub': [sub] } };
  const trust: TrustPolicy = { cloud: 'aws', statements: [{ effect: 'Allow', conditions }] };
  return world(repository, {}, { cloudRoles: [cloudRoleExample({ trust })] });
};
const untold: Change = (facts) => ({
  ...facts,
  cloudRoles: facts.cloudRoles?.map((role) => ({ ...role, takesTokens: null })) ?? null,
});
const group = {
  ...{ id: 'g', name: 'production', scope: 'all' as const, allowsPublic: true },
  ...{ restrictedToWorkflows: false, ephemeral: false },
};
const app: App = {
  ...{ id: 'bot', name: 'bot', repositories: 'all', writesCode: true, writesWorkflows: true },
  ...{ administers: false, suspended: false, vendor: false },
};
const tagged = rulesetExample({
  ...{ id: 'above', level: 'organization', reviews: REVIEWS },
  repositories: { by: 'property', properties: [{ name: 'tier', values: ['prod'] }] },
});
const pwned = { visibility: 'public' as const, secrets: SECRETS };

/** A small world in which there is one of each, and what of it is not told to make it possible and no more. */
const WORLDS: Readonly<Record<PathPattern, [facts: AccessFacts, unknown: Change]>> = {
  P1: [world({}, {}, { secrets: [{ id: 's', name: 'PROD_TOKEN', scope: 'all' }] }), ARCHIVED],
  P2: [world({ secrets: SECRETS }), ARCHIVED],
  P3: [
    world({
      secrets: SECRETS,
      branchRules: [
        ruleExample({ id: 'star', pattern: '*', restricted: true, blocksCreation: true, reviews: REVIEWS }),
      ],
    }),
    ARCHIVED,
  ],
  P4: [
    world(
      {},
      { membersCreate: { public: true, private: false, internal: false } },
      { secrets: [{ id: 's', name: 'PROD_TOKEN', scope: 'all' }] },
    ),
    inOrganization({ actionsEverywhere: null }),
  ],
  P5: [
    world(
      { visibility: 'public', workflows: [workflowExample({ ownMachines: true })] },
      { outsidersNeedApproval: false },
      { runnerGroups: [group] },
    ),
    inRepository({ workflows: [], moreWorkflows: null }),
  ],
  P6: [
    world({ ...pwned, workflows: [workflowExample({ runsForeignCode: true, secrets: 'all' })] }),
    inRepository({ workflows: [workflowExample({ runsForeignCode: null, secrets: 'all' })] }),
  ],
  P7: [trusting('*'), untold],
  P8: [trusting('repo:acme/app:*'), untold],
  P9: [trusting('repo:acme/app:environment:prod'), untold],
  P10: [
    world({ environments: [environmentExample()] }),
    inRepository({ environments: [environmentExample({ refs: null })] }),
  ],
  P11: [
    world({
      environments: [environmentExample({ reviewers: [{ kind: 'person', id: 'ada' }], preventSelfReview: false })],
    }),
    inRepository({
      environments: [environmentExample({ reviewers: [{ kind: 'person', id: 'ada' }], preventSelfReview: null })],
    }),
  ],
  P12: [deploys({ branchRules: [ruleExample({ reviews: REVIEWS })] }), ARCHIVED],
  P13: [
    deploys({
      rulesets: [rulesetExample({ update: true, bypass: [{ actor: { kind: 'person', id: 'ada' }, mode: 'always' }] })],
    }),
    inRepository({ rulesets: [rulesetExample({ update: true, bypass: null })] }),
  ],
  P14: [
    deploys({ deployKeys: [{ id: 'k', title: 'k', readOnly: false }] }),
    inRepository({ deployKeys: [{ id: 'k', title: 'k', readOnly: null }] }),
  ],
  P15: [deploys({}, { apps: [app] }), inOrganization({ apps: [{ ...app, suspended: null }] })],
  P16: [
    deploys({ branchRules: guarded(1), robotApproves: true }, { robotApproves: true }),
    inRepository({ robotApproves: null }),
  ],
  P17: [
    deploys({
      branchRules: [ruleExample({ reviews: { ...REVIEWS, codeOwners: true }, enforceAdmins: true })],
      codeOwners: [{ pattern: '/src/', owners: [{ kind: 'person', id: 'eve' }] }],
    }),
    inRepository({ codeOwners: null }),
  ],
  P18: [
    {
      ...world(
        {
          secrets: SECRETS,
          workflows: [
            workflowExample({
              calls: [
                { repository: 'acme/ci', path: '.github/workflows/x.yml', branch: 'main', inheritsSecrets: true },
              ],
            }),
          ],
        },
        {},
      ),
      repositories: [
        repositoryExample({
          ...{ grants: [grant('ada', 'write')], secrets: SECRETS },
          workflows: [
            workflowExample({
              calls: [
                { repository: 'acme/ci', path: '.github/workflows/x.yml', branch: 'main', inheritsSecrets: true },
              ],
            }),
          ],
        }),
        repositoryExample({ id: 'ci', name: 'acme/ci', grants: [grant('bob', 'write')] }),
      ],
    },
    inRepository({
      workflows: [
        workflowExample({
          calls: [{ repository: 'acme/ci', path: '.github/workflows/x.yml', branch: 'main', inheritsSecrets: null }],
        }),
      ],
    }),
  ],
  P19: [
    deploys({ branchRules: guarded(1), visibility: 'public', workflows: [workflowExample({ trustsBotName: true })] }),
    inRepository({ workflows: [workflowExample({ trustsBotName: null })] }),
  ],
  P20: [
    deploys(
      { properties: { tier: 'prod' }, grants: [grant('bob', 'tagger')] },
      {
        ...{ rulesets: [tagged], propertiesLocked: false },
        customRoles: [{ name: 'tagger', base: 'write', permissions: ['editProperties'] }],
      },
    ),
    inOrganization({ propertiesLocked: null }),
  ],
  P21: [
    deploys({ leaks: [{ id: 'l', open: true, active: true, owner: 'ada' }] }),
    inRepository({ leaks: [{ id: 'l', open: true, active: null, owner: 'ada' }] }),
  ],
  // Of GitLab: whoever changes a project takes away what stands in it.
  P22: [
    gitlabExample(
      { environments: [environmentOf({ deploy: level(40), approvals: 1, approvers: level(50) })] },
      { groups: [groupExample({ members: [] })] },
    ),
    inProject({ archived: null }),
  ],
  P23: [
    gitlabExample({ variables: [variableExample({ protectedOnly: false })] }),
    inProject({ variables: [variableExample({ protectedOnly: null })] }),
  ],
  P24: [
    gitlabExample(
      {},
      {
        projects: [
          projectExample({
            deploys: true,
            jobTokens: { limited: false, projects: [], groups: [], push: true },
          }),
          projectExample({ id: 'repo:2', name: 'acme/lib', branches: [] }),
        ],
      },
    ),
    inProject({ jobTokens: { limited: null, projects: [], groups: [], push: true } }),
  ],
  P25: [
    world(
      {},
      {},
      {
        safes: [
          {
            ...{ id: 'safe', name: 'Prod', dualControl: false },
            members: [{ id: 'm', name: 'm', holders: ['ada'], others: false, rights: ['retrieve'] }],
          },
        ],
      },
    ),
    (facts) => ({ ...facts, safes: facts.safes?.map((safe) => ({ ...safe, dualControl: null })) ?? null }),
  ],
  P26: [deploys({}), ARCHIVED],
  P27: [world({}, {}, { runnerGroups: [group] }), ARCHIVED],
};

/** Paths of one name that somebody goes alone, or may. */
function alone(facts: AccessFacts, pattern: PathPattern, certainty: Path['certainty']): Path[] {
  const all = worldOf(facts);
  return productionTargets(facts)
    .flatMap((target) => pathsTo(all, target))
    .filter((path) => path.pattern === pattern && path.certainty === certainty)
    .filter((path) => pattern === 'P17' || !isEmptySet(path.alone.maybe));
}

describe('each way to production that has a name', () => {
  it.each(Object.entries(WORLDS) as [PathPattern, [AccessFacts, Change]][])(
    '%s: is proven, possible where what it rests on is not told, and gone with the setting that it is known by',
    (pattern, [facts, unknown]) => {
      const [path] = alone(facts, pattern, 'proven');
      if (path === undefined) throw new Error('not proven');
      expect(alone(unknown(facts), pattern, 'proven')).toEqual([]);
      // That only names without a slash are shut is not told of what is not certain.
      expect(alone(unknown(facts), pattern === 'P3' ? 'P2' : pattern, 'possible')).not.toEqual([]);
      expect(holdersOf(path)).not.toEqual([]);
      let tight = facts;
      // An admin whom a rule does not let through any more may still rewrite it: that is another setting.
      for (let left = alone(tight, pattern, 'proven'), rounds = 0; left.length > 0 && rounds < 2; rounds += 1) {
        tight = left.flatMap(holdersOf).reduce(tighten, tight);
        left = alone(tight, pattern, 'proven');
      }
      expect(alone(tight, pattern, 'proven')).toEqual([]);
    },
  );

  it('has a world here', () => {
    expect(Object.keys(WORLDS).sort()).toEqual(Object.keys(PATH_PATTERNS).sort());
  });
});
