import { factsExample, organizationExample, personExample } from '#lib/domain/privilege/access/examples/testing.ts';
import type { AccessFacts } from '#lib/domain/privilege/access/facts.ts';
import type {
  Allowed,
  GitlabEnvironment,
  GitlabFacts,
  GitlabGroup,
  GitlabProject,
  GitlabRunner,
  GitlabVariable,
} from '#lib/domain/privilege/gitlab/facts.ts';

export const level = (value: number): Allowed[] => (value === 0 ? [] : [{ by: 'level', level: value }]);
export const MAIN_GUARDED = { pattern: 'main', push: level(0), merge: level(40) };
export const APPROVED = { required: 1, authorApproves: false, committersApprove: false, resetOnPush: true };

/** Ada is Developer, Max Maintainer, Rita Reporter, Olga Owner of the group. */
export const groupExample = (part: Partial<GitlabGroup> = {}): GitlabGroup => ({
  ...{ id: 'org', name: 'acme', parent: null, shares: [], tokens: [] },
  members: [
    { person: 'ada', level: 30 },
    { person: 'rita', level: 20 },
    { person: 'olga', level: 50 },
  ],
  ...part,
});

/** A project that is guarded well, all of it known. */
export const projectExample = (part: Partial<GitlabProject> = {}): GitlabProject => ({
  ...{ id: 'repo:1', name: 'acme/app', group: 'org', visibility: 'private', archived: false, defaultBranch: 'main' },
  ...{ deploys: false, jobs: true, forks: true, forkPipelines: false, selfApproval: false },
  ...{ members: [{ person: 'max', level: 40 }], shares: [], tokens: [], keys: [], branches: [MAIN_GUARDED], tags: [] },
  ...{ approvals: APPROVED, environments: [], variables: [] },
  jobTokens: { limited: true, projects: [], groups: [], push: false },
  subjectClaims: ['project_path', 'ref_type', 'ref'],
  ...part,
});

export const variableExample = (part: Partial<GitlabVariable> = {}): GitlabVariable => ({
  ...{ id: 'v', name: 'PROD_KEY', group: null, protectedOnly: true, environments: '*', projects: 'all' },
  ...part,
});

export const environmentOf = (
  rule: GitlabEnvironment['rule'],
  tier: string | null = 'production',
): GitlabEnvironment => ({
  ...{ id: 'e', name: 'production', tier, rule },
});

export const runnerExample = (part: Partial<GitlabRunner> = {}): GitlabRunner => ({
  ...{ id: 'runner:1', name: 'prod-1', tags: [], paused: false, protectedOnly: true, projects: 'all' },
  ...part,
});

export function gitlabExample(project: Partial<GitlabProject> = {}, part: Partial<GitlabFacts> = {}): AccessFacts {
  return factsExample({
    organization: organizationExample({
      people: [
        personExample('ada'),
        personExample('rita'),
        personExample('olga', 'owner'),
        personExample('max', 'outside'),
      ],
    }),
    gitlab: {
      ...{
        groups: [groupExample()],
        projects: [projectExample(project)],
        variables: [],
        untold: [],
        runners: [],
        tiers: [],
      },
      ...part,
    },
  });
}
