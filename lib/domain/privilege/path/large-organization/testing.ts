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
import type { AccessFacts } from '#lib/domain/privilege/access/facts.ts';
import type { Grant, Repository } from '#lib/domain/privilege/access/repository-facts.ts';

const REVIEWS = { approvals: 1, codeOwners: true, lastPush: false, dismissStale: true };

/** An organization of so many repositories, a fifth as many people and a twenty-fifth as many teams, each with something amiss. */
export function largeOrganization(size: number): AccessFacts {
  const people = Math.max(10, Math.round(size / 5));
  const teams = Math.max(4, Math.round(size / 25));
  return factsExample({
    organization: organizationExample({
      ...{ basePermission: 'read', robotApproves: true, membersForkPrivate: true },
      people: Array.from({ length: people }, (_, at) =>
        personExample(`p${at}`, at < 4 ? 'owner' : at % 11 === 0 ? 'outside' : 'member'),
      ),
      teams: Array.from({ length: teams }, (_, at) => ({
        ...{ id: `t${at}`, name: `t${at}`, parent: at % 3 === 0 ? null : `t${Math.floor(at / 3)}` },
        members: Array.from({ length: 9 }, (__, each) => `p${(at * 37 + each * 11) % people}`),
      })),
      customRoles: [{ name: 'releaser', base: 'write', permissions: ['bypassRules', 'pushRestricted'] }],
      roles: [{ id: 'sre', name: 'sre', permissions: ['viewLeaks'], everywhere: 'write', people: [], teams: ['t1'] }],
      apps: Array.from({ length: 20 }, (_, at) => ({
        ...{
          id: `a${at}`,
          name: `a${at}`,
          writesCode: at % 2 === 0,
          writesWorkflows: at % 4 === 0,
          administers: at === 8,
        },
        ...{ repositories: at % 5 === 0 ? 'all' : [`r${at}`], suspended: at === 10, vendor: at % 3 === 0 },
      })),
      rulesets: [
        rulesetExample({
          id: 'above',
          level: 'organization',
          reviews: REVIEWS,
          bypass: [{ actor: { kind: 'team', id: 't2' }, mode: 'pull_request' }],
        }),
        rulesetExample({
          id: 'tags',
          level: 'organization',
          target: 'tag',
          creation: true,
          refs: { include: ['refs/tags/v*'], exclude: [] },
        }),
      ],
    }),
    repositories: Array.from({ length: size }, (_, at) => oneRepository(at, people, teams)),
    secrets: Array.from({ length: 20 }, (_, at) => ({
      ...{ id: `s${at}`, name: `PROD_${at}` },
      scope: at % 4 === 0 ? ('all' as const) : at % 4 === 1 ? ('private' as const) : [`r${at}`, `r${at + 40}`],
    })),
    runnerGroups: Array.from({ length: 5 }, (_, at) => ({
      ...{ id: `g${at}`, name: `production-${at}`, scope: at === 0 ? ('all' as const) : [`r${at}`] },
      ...{ allowsPublic: at === 0, restrictedToWorkflows: false, ephemeral: at % 2 === 0 },
    })),
    cloudRoles: Array.from({ length: 30 }, (_, at) => ({
      ...{ system: 'aws/1', id: `aws/1/c${at}`, name: `prod-${at}`, takesTokens: true, because: null },
      trust: {
        cloud: 'aws' as const,
        statements: [
          {
            effect: 'Allow' as const,
            conditions: {
              StringLike: {
                'token.actions.githubusercontent.com:sub': [
                  at === 0 ? 'repo:acme/*' : `repo:acme/r${at}:${at % 2 === 0 ? 'environment:production' : '*'}`,
                ],
              },
            },
          },
        ],
      },
    })),
  });
}

function oneRepository(at: number, people: number, teams: number): Repository {
  const id = `r${at}`;
  const grants: Grant[] = [
    { holder: { kind: 'team', id: `t${at % teams}` }, role: 'write' },
    { holder: { kind: 'team', id: `t${(at * 7) % teams}` }, role: at % 6 === 0 ? 'releaser' : 'maintain' },
    ...Array.from({ length: 4 }, (_, each) => ({
      holder: { kind: 'person' as const, id: `p${(at * 13 + each * 101) % people}` },
      role: each === 0 ? 'admin' : 'write',
    })),
  ];
  const main = ruleExample({
    id: `${id} main`,
    reviews: REVIEWS,
    enforceAdmins: at % 2 === 0,
    restricted: at % 5 === 0,
  });
  const star = ruleExample({ id: `${id} star`, pattern: '*', age: 1, restricted: true, blocksCreation: true });
  return repositoryExample({
    ...{ id, number: `${1000 + at}`, name: `acme/${id}`, grants, deploys: at % 2 === 0 },
    visibility: at % 10 === 0 ? 'public' : 'private',
    branches: [
      'main',
      ...Array.from({ length: 25 }, (_, each) => (each % 5 === 0 ? `release/${each}` : `feature-${each}`)),
    ],
    branchRules: at % 3 === 0 ? [main] : at % 3 === 1 ? [main, star] : [],
    rulesets:
      at % 4 === 0
        ? [
            rulesetExample({
              id: `${id} own`,
              update: true,
              bypass: at % 8 === 0 ? null : [{ actor: { kind: 'deployKeys' }, mode: 'always' }],
            }),
          ]
        : [],
    environments: [
      environmentExample({
        ...{ id: `${id} e`, secrets: ['PROD_DB'], preventSelfReview: at % 2 === 0, adminsBypass: at % 3 === 0 },
        refs: at % 3 === 0 ? 'any' : at % 3 === 1 ? 'protected' : [{ kind: 'branch', pattern: 'release/*' }],
        reviewers: at % 2 === 0 ? [{ kind: 'team', id: `t${(at + 1) % teams}` }] : [],
      }),
    ],
    secrets: [{ id: `${id} s`, name: 'PROD_KEY' }],
    deployKeys: at % 2 === 0 ? [{ id: 'k', title: 'k', readOnly: at % 4 === 0 }] : [],
    moreWorkflows: false,
    workflows: [workflowExample({ runsForeignCode: at % 50 === 0, secrets: 'all', ownMachines: at % 20 === 0 })],
    codeOwners: [{ pattern: '*', owners: [{ kind: 'team', id: `t${at % teams}` }] }],
    leaks: at % 500 === 0 ? [{ id: 'l', open: true, active: true, owner: `p${at % people}` }] : [],
  });
}
