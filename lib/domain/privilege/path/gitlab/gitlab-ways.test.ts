import { describe, expect, it } from 'vitest';
import type { AccessFacts } from '#lib/domain/privilege/access/facts.ts';
import {
  APPROVED,
  environmentOf,
  gitlabExample,
  groupExample,
  level,
  MAIN_GUARDED,
  projectExample,
  runnerExample,
  variableExample,
} from '#lib/domain/privilege/gitlab/examples/testing.ts';
import type { TargetKind } from '#lib/domain/privilege/path/target.ts';
import { pathsOf } from '#lib/domain/privilege/path/testing.ts';

const P22 = 'P22 proven high: max, olga';
const HELPED = 'proven medium: nobody alone (with help: ada, max, olga)';
const APPROVAL = { deploy: level(40), approvals: 1, approvers: level(40) };
const one = (part = {}) => gitlabExample({ variables: [variableExample(part)] });
const shared = (part = {}) => gitlabExample({}, { variables: [variableExample({ group: 'org', ...part })] });
const branch = (part: Parameters<typeof gitlabExample>[0]) => gitlabExample({ deploys: true, ...part });
const environment = (rule: Parameters<typeof environmentOf>[0], part = {}, rest = {}) =>
  gitlabExample({ environments: [environmentOf(rule)], ...part }, rest);
const lib = projectExample({ id: 'repo:2', name: 'acme/lib', members: [{ person: 'bob', level: 40 }] });
const two = (part: Parameters<typeof projectExample>[0], source = {}) =>
  gitlabExample({}, { projects: [projectExample(part), { ...lib, ...source }] });
const jobs = (part = {}) => ({ limited: false, projects: [], groups: [], push: true, ...part });

const WORLDS: Record<string, [facts: AccessFacts, kind: TargetKind, paths: string[]]> = {
  'a protected variable is read by who changes the project, and with an approval by others': [
    one(),
    'secret',
    [P22, `P2 ${HELPED}`],
  ],
  'one that is not protected by every Developer, whatever is masked': [
    one({ protectedOnly: false }),
    'secret',
    ['P23 proven high: ada, max, olga', P22],
  ],
  'and perhaps by every Developer where that is not told': [
    one({ protectedOnly: null }),
    'secret',
    [P22, 'P23 possible high: ada, max, olga', `P2 ${HELPED}`],
  ],
  'its environment keeps nobody out who may name it': [
    one({ protectedOnly: false, environments: 'production' }),
    'secret',
    ['P23 proven high: ada, max, olga', P22],
  ],
  'one that is protected does, unless by a star': [
    gitlabExample({
      environments: [environmentOf(APPROVAL)],
      variables: [variableExample({ protectedOnly: false, environments: 'production' })],
    }),
    'secret',
    ['P22 proven high: max, olga', 'P23 proven high: max, olga'],
  ],
  'a strict main beside a loose star guards nothing': [
    gitlabExample({
      branches: [MAIN_GUARDED, { pattern: '*', push: level(30), merge: level(30) }],
      variables: [variableExample()],
    }),
    'secret',
    ['P2 proven high: ada, max, olga', P22],
  ],
  'a tag that every Developer creates is a protected ref too': [
    gitlabExample({ tags: [{ pattern: 'v*', push: level(30), merge: [] }], variables: [variableExample()] }),
    'secret',
    ['P2 proven high: ada, max, olga', P22],
  ],
  'of a fork it takes a click of a member: anybody where the project is public': [
    gitlabExample({
      ...{ visibility: 'public', forkPipelines: true },
      variables: [variableExample({ protectedOnly: false })],
    }),
    'secret',
    ['P23 proven critical: ada, max, olga (with help: outsider, rita)', P22],
  ],
  'and of who may read it where it is private': [
    gitlabExample({ forkPipelines: true, variables: [variableExample({ protectedOnly: false })] }),
    'secret',
    ['P23 proven high: ada, max, olga (with help: rita)', P22],
  ],
  'nothing of a fork runs in an archived project, nor where an environment asks who deploys': [
    gitlabExample(
      {},
      {
        projects: [
          projectExample({
            ...{ visibility: 'public', forkPipelines: true, environments: [environmentOf(APPROVAL)] },
            variables: [variableExample({ protectedOnly: false, environments: 'production' })],
          }),
          projectExample({
            ...{ id: 'repo:2', archived: true, visibility: 'public', forkPipelines: true },
            variables: [variableExample({ protectedOnly: false })],
          }),
        ],
      },
    ),
    'secret',
    [P22, 'P23 proven high: max, olga'],
  ],
  'a variable of the group by Maintainers of any project': [shared(), 'organizationSecret', [P22, `P1 ${HELPED}`]],
  'a token of the group that is Maintainer': [
    gitlabExample(
      {},
      {
        groups: [groupExample({ tokens: [{ id: 't', name: 't', level: 40, writes: true, administers: true }] })],
        variables: [variableExample({ group: 'org' })],
      },
    ),
    'organizationSecret',
    ['P15 proven high: t', P22, `P1 ${HELPED}`],
  ],
  'no jobs, no variable: but who changes the project reads it': [
    gitlabExample({ jobs: false, variables: [variableExample({ protectedOnly: false })] }),
    'secret',
    [P22],
  ],
  'nothing runs in an archived project': [
    gitlabExample({ archived: true, variables: [variableExample({ protectedOnly: false })] }),
    'secret',
    [],
  ],
  'an environment that is not protected takes every Developer': [
    environment('none'),
    'environment',
    ['P10 proven high: ada, max, olga'],
  ],
  'one with an approval lets in Maintainers by its own rule, and others with help': [
    environment(APPROVAL),
    'environment',
    [P22, 'P10 proven medium: nobody alone (with help: max, olga)'],
  ],
  'Developers who may deploy need the approval': [
    environment({ ...APPROVAL, deploy: level(30) }),
    'environment',
    [P22, 'P10 proven medium: nobody alone (with help: ada, max, olga)'],
  ],
  'who may approve what he started does': [
    environment(APPROVAL, { selfApproval: true }),
    'environment',
    ['P11 proven high: max, olga', P22, 'P10 proven medium: nobody alone (with help: max, olga)'],
  ],
  'but not where two approve': [
    environment({ ...APPROVAL, approvals: 2 }, { selfApproval: true }),
    'environment',
    [P22, 'P10 proven medium: nobody alone (with help: max, olga)'],
  ],
  'without an approval who may deploy deploys': [
    environment({ deploy: level(40), approvals: 0, approvers: [] }),
    'environment',
    ['P12 proven high: max, olga', P22],
  ],
  'a rule of the group stands above Maintainers of a project, not above those of the group': [
    environment(APPROVAL, {}, { tiers: [{ tier: 'production', ...APPROVAL }] }),
    'environment',
    ['P22 proven high: olga', 'P10 proven medium: nobody alone (with help: olga)'],
  ],
  'of which nobody tells whether there is one': [
    environment(APPROVAL, {}, { tiers: null }),
    'environment',
    ['P22 proven high: olga', 'P10 possible medium: nobody alone (with help: max, olga)'],
  ],
  'a machine for every branch': [
    gitlabExample({}, { runners: [runnerExample({ protectedOnly: false })] }),
    'runnerGroup',
    ['P23 proven high: ada, max, olga'],
  ],
  'a machine for protected branches, by who adds one; tags keep nobody out': [
    gitlabExample({}, { runners: [runnerExample({ name: 'x', tags: ['production'] })] }),
    'runnerGroup',
    [P22, `P27 ${HELPED}`],
  ],
  'that does not serve the project, or takes no jobs': [
    gitlabExample(
      {},
      {
        runners: [
          runnerExample({ projects: ['repo:9'], protectedOnly: false }),
          runnerExample({ id: 'runner:2', paused: true, protectedOnly: false }),
        ],
      },
    ),
    'runnerGroup',
    [],
  ],
  'a branch by who lifts its protection, and with an approval by Developers': [
    branch({}),
    'branch',
    [P22, `P26 ${HELPED}`],
  ],
  'that is not protected': [branch({ branches: [] }), 'branch', ['P26 proven high: ada, max, olga']],
  'that Maintainers push to': [
    branch({ branches: [{ pattern: 'main', push: level(40), merge: level(40) }] }),
    'branch',
    ['P12 proven high: max, olga', P22, `P26 ${HELPED}`],
  ],
  'to which somebody is let in by name': [
    branch({ branches: [{ pattern: 'main', push: [{ by: 'person', name: 'ada' }], merge: [] }] }),
    'branch',
    ['P12 proven high: ada', P22],
  ],
  'whose merge requests need no approval': [
    branch({ branches: [{ ...MAIN_GUARDED, merge: level(30) }], approvals: { ...APPROVED, required: 0 } }),
    'branch',
    ['P26 proven high: ada, max, olga'],
  ],
  'that whoever committed to it may approve': [
    branch({ branches: [{ ...MAIN_GUARDED, merge: level(30) }], approvals: { ...APPROVED, committersApprove: true } }),
    'branch',
    ['P26 proven high: ada, max, olga'],
  ],
  'two approvals are never those of one person': [
    branch({
      branches: [{ ...MAIN_GUARDED, merge: level(30) }],
      approvals: { ...APPROVED, required: 2, committersApprove: true, authorApproves: true },
    }),
    'branch',
    [P22, `P26 ${HELPED}`],
  ],
  'whose approvals stand though something is pushed': [
    branch({ branches: [{ ...MAIN_GUARDED, merge: level(30) }], approvals: { ...APPROVED, resetOnPush: false } }),
    'branch',
    ['P26 proven high: ada, max, olga'],
  ],
  'a deploy key acts as whoever made it, which nobody tells': [
    branch({ keys: [{ id: 'k', title: 'k', writes: true }], branches: [] }),
    'branch',
    ['P26 proven high: ada, max, olga', 'P14 possible high: k'],
  ],
  'jobs of every project act in one without a list': [
    two({ jobTokens: jobs(), deploys: true }, { branches: [] }),
    'branch',
    ['P24 proven high: ada, bob', P22, `P26 ${HELPED}`],
  ],
  'of those on it where there is one, a group with all of its projects': [
    two({ jobTokens: jobs({ limited: true, groups: ['org'] }), deploys: true }, { branches: [] }),
    'branch',
    ['P24 proven high: ada, bob', P22, `P26 ${HELPED}`],
  ],
  'of none where it names none': [
    two({ jobTokens: jobs({ limited: true }), deploys: true }, { branches: [] }),
    'branch',
    [P22, `P26 ${HELPED}`],
  ],
  'of perhaps any where it was not read': [
    two({ jobTokens: jobs({ limited: true, projects: null }), deploys: true }, { branches: [] }),
    'branch',
    [P22, `P26 ${HELPED}`, 'P24 possible high: ada, bob'],
  ],
  'of perhaps any where its groups were not read': [
    two({ jobTokens: jobs({ limited: true, groups: null }), deploys: true }, { branches: [] }),
    'branch',
    [P22, `P26 ${HELPED}`, 'P24 possible high: ada, bob'],
  ],
  'which push nothing where that is off': [
    two({ jobTokens: jobs({ push: false }), deploys: true }, { branches: [] }),
    'branch',
    [P22, `P26 ${HELPED}`],
  ],
  'which deploy all the same': [
    two(
      {
        jobTokens: jobs({ push: false }),
        environments: [environmentOf({ deploy: level(40), approvals: 0, approvers: [] })],
      },
      { branches: [] },
    ),
    'environment',
    ['P12 proven high: max, olga', P22, 'P24 proven high: ada, bob'],
  ],
};

describe('ways to production in a group of GitLab', () => {
  it.each(Object.entries(WORLDS))('%s', (_, [facts, kind, paths]) => {
    expect(pathsOf(facts, kind).sort()).toEqual(paths.sort());
  });
});
