import fc from 'fast-check';
import {
  cloudRoleExample,
  factsExample,
  organizationExample,
  personExample,
} from '#lib/domain/privilege/access/examples/testing.ts';
import type { AccessFacts } from '#lib/domain/privilege/access/facts.ts';
import { groupExample, projectExample } from '#lib/domain/privilege/gitlab/examples/testing.ts';
import type {
  Allowed,
  GitlabEnvironmentRule,
  GitlabMember,
  GitlabProject,
  GitlabRefRule,
  GitlabVariable,
} from '#lib/domain/privilege/gitlab/facts.ts';

const PEOPLE = ['p0', 'p1', 'p2', 'p3'];
const PATTERNS = ['main', '*', 'rel/*', 'v*'];
const rarely = fc.nat(4).map((value) => value === 0);
const level = fc.constantFrom(10, 20, 30, 30, 40);
const person = fc.constantFrom(...PEOPLE);

export const anyMember: fc.Arbitrary<GitlabMember> = fc.record({ person, level });
const members = (maxLength: number) => fc.uniqueArray(anyMember, { maxLength, selector: (each) => each.person });
const shares = fc.array(fc.record({ group: fc.constant('group:3'), level }), { maxLength: 1 });

const allowed: fc.Arbitrary<Allowed[]> = fc.array(
  fc.oneof(
    fc.constantFrom(30, 40).map((value): Allowed => ({ by: 'level', level: value })),
    person.map((name): Allowed => ({ by: 'person', name })),
    fc.constant<Allowed>({ by: 'group', name: 'group:3' }),
  ),
  { maxLength: 2 },
);
const branches: fc.Arbitrary<GitlabRefRule[]> = fc.uniqueArray(
  fc.record({ pattern: fc.constantFrom(...PATTERNS), push: allowed, merge: allowed }),
  { maxLength: 2, selector: ({ pattern }) => pattern },
);
const rule: fc.Arbitrary<GitlabEnvironmentRule> = fc.record({
  deploy: allowed,
  approvals: fc.nat(2),
  approvers: allowed,
});
const tokens = (prefix: string) =>
  fc
    .array(fc.record({ level, writes: fc.boolean() }), { maxLength: 1 })
    .map((list) =>
      list.map((each, at) => ({ ...each, id: `${prefix}${at}`, name: `${prefix}${at}`, administers: each.writes })),
    );

const variable = (id: string, group: string | null): fc.Arbitrary<GitlabVariable> =>
  fc
    .record({ protectedOnly: fc.boolean(), environments: fc.constantFrom('*', '*', 'production', 'prod/*', 'missing') })
    .map((part) => ({ ...part, id, group, name: 'PROD_KEY', projects: 'all' }));

function project(id: string): fc.Arbitrary<GitlabProject> {
  return fc
    .record({
      ...{ members: members(2), shares, tokens: tokens(`token-${id}-`), branches },
      tags: branches.map((list) => list.map((each) => ({ ...each, merge: [] }))),
      keys: fc.array(fc.record({ writes: fc.boolean() }), { maxLength: 1 }),
      group: fc.constantFrom('org', 'group:2'),
      visibility: fc.constantFrom('public', 'private'),
      ...{ archived: rarely, jobs: rarely.map((value) => !value), forks: fc.boolean(), forkPipelines: rarely },
      selfApproval: fc.boolean(),
      approvals: fc.record({
        required: fc.nat(2),
        ...{ authorApproves: rarely, committersApprove: rarely, resetOnPush: rarely.map((value) => !value) },
      }),
      rule: fc.oneof(fc.constant('none' as const), rule),
      variable: variable('v', null),
      jobTokens: fc.record({
        limited: rarely.map((value) => !value),
        projects: fc.constantFrom([], ['repo:1'], ['repo:2']),
        groups: fc.constantFrom([], [], ['group:2'], ['org']),
        push: fc.boolean(),
      }),
    })
    .map(({ keys, rule: said, variable: own, ...part }) =>
      projectExample({
        ...part,
        ...{ id, name: `acme/${id}`, deploys: true, variables: [own] },
        keys: keys.map((each, at) => ({ ...each, id: `k${at}`, title: `k${at}` })),
        environments: [{ id: 'e', name: 'production', tier: 'production', rule: said }],
      }),
    );
}

const OF = 'project_path:acme/repo:1:ref_type';
const SUBJECTS = ['project_path:acme/*', `${OF}:branch:ref:*`, `${OF}:branch:ref:main`, `${OF}:tag:ref:v*`];

/** A group of GitLab of which everything is known, small enough to be checked by hand. */
export const anyGitlab: fc.Arbitrary<AccessFacts> = fc
  .record({
    projects: fc.tuple(project('repo:1'), project('repo:2')),
    groups: fc.tuple(members(2), members(1), members(2), shares, tokens('token-org-')),
    variable: variable('shared', 'org'),
    tier: fc.option(rule),
    subject: fc.constantFrom(...SUBJECTS),
    runner: fc.record({
      ...{ paused: rarely, protectedOnly: fc.boolean() },
      projects: fc.constantFrom<('all' | readonly string[])[]>('all', ['repo:1'], []),
    }),
  })
  .map(({ projects, groups: [org, below, invited, inviting, own], variable: shared, tier, subject, runner }) =>
    factsExample({
      cloudRoles: [
        cloudRoleExample({
          trust: {
            cloud: 'aws',
            statements: [{ effect: 'Allow', conditions: { StringLike: { 'gitlab.com:sub': [subject] } } }],
          },
        }),
      ],
      organization: organizationExample({ people: PEOPLE.map((id) => personExample(id)) }),
      gitlab: {
        groups: [
          groupExample({ members: org, shares: inviting, tokens: own }),
          groupExample({ id: 'group:2', name: 'acme/shop', parent: 'org', members: below }),
          groupExample({ id: 'group:3', name: 'other', members: invited }),
        ],
        ...{ projects, variables: [shared], untold: [] },
        runners: [{ ...runner, id: 'runner:1', name: 'prod', tags: [] }],
        tiers: tier === null ? [] : [{ ...tier, tier: 'production' }],
      },
    }),
  );
