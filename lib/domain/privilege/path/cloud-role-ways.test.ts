import { describe, expect, it } from 'vitest';
import {
  cloudRoleExample,
  environmentExample,
  factsExample,
  organizationExample,
  personExample,
  repositoryExample,
  ruleExample,
  rulesetExample,
  workflowExample,
} from '#lib/domain/privilege/access/examples/testing.ts';
import type { AccessFacts, Organization } from '#lib/domain/privilege/access/facts.ts';
import type { Repository } from '#lib/domain/privilege/access/repository-facts.ts';
import type { TrustPolicy } from '#lib/domain/privilege/trust/trust-policy.ts';
import { pathsOf } from './testing.ts';

const people = ['ada', 'bob', 'eve'].map((id) => personExample(id));
const grants = [{ holder: { kind: 'person' as const, id: 'ada' }, role: 'write' }];
const GUARDED = ruleExample({
  reviews: { approvals: 1, codeOwners: false, lastPush: true, dismissStale: true },
  enforceAdmins: true,
});

function aws(operator: string, sub: string | null, more: Record<string, Record<string, string[]>> = {}): TrustPolicy {
  const prefix = 'token.actions.githubusercontent.com';
  const conditions = { StringEquals: { [`${prefix}:aud`]: ['sts.amazonaws.com'] }, ...more };
  const own = sub === null ? {} : { [`${prefix}:sub`]: [sub] };
  return {
    cloud: 'aws',
    statements: [
      {
        effect: 'Allow',
        conditions: { ...conditions, [operator]: { ...conditions[operator as 'StringEquals'], ...own } },
      },
    ],
  };
}

const like = (sub: string) => aws('StringLike', sub);

function into(
  trust: TrustPolicy | null,
  repository: Partial<Repository> = {},
  organization: Partial<Organization> = {},
): string[] {
  const facts: AccessFacts = factsExample({
    organization: organizationExample({ people, ...organization }),
    repositories: [repositoryExample({ grants, branchRules: [GUARDED], ...repository })],
    cloudRoles: [cloudRoleExample({ trust })],
  });
  return pathsOf(facts, 'cloudRole');
}

const WORLD = 'P7 proven critical: ada, bob, eve, outsider';
const P8 = 'P8 proven high: ada';

describe('who gets into a role of a cloud', () => {
  it.each([
    ['no subject at all', aws('StringEquals', null)],
    ['any subject', like('*')],
    ['any repository', like('repo:*')],
    ['owners whose name begins alike', like('repo:acme*')],
    ['a repository of that name, whoever owns it', like('repo:*/app:*')],
    [
      'a condition that is true where the claim is missing',
      aws('ForAllValues:StringLikeIfExists', null, {
        'ForAllValues:StringEquals': { 'token.actions.githubusercontent.com:nothing': ['x'] },
      }),
    ],
  ])('the world: %s', (_, trust) => {
    expect(into(trust)).toContain(WORLD);
  });

  it('P7: every repository of the organization, one made today too, unless tokens name numbers', () => {
    const membersCreate = { public: false, private: true, internal: false };
    expect(into(like('repo:acme/*'), {}, { membersCreate })).toEqual(['P7 proven critical: ada, bob, eve']);
    expect(into(like('repo:acme/*'))).toEqual(['P7 proven high: ada'].map((path) => path.replace('high', 'critical')));
    expect(into(like('repo:acme/*'), { immutableSubject: true }, { immutableSubjects: true })).toEqual([]);
    expect(into(like('repo:acme@1/*'), { immutableSubject: true }, { immutableSubjects: true })[0]).toContain(
      'P7 proven',
    );
    expect(into(like('repo:acme/*'), { immutableSubject: null })[0]).toContain('possible');
  });

  it('P7: a name that begins as a trusted one can be made', () => {
    const membersCreate = { public: false, private: true, internal: false };
    expect(into(like('repo:acme/app*'), {}, { membersCreate })).toEqual(['P7 proven critical: ada, bob, eve']);
    expect(into(like('repo:acme/app:*'), {}, { membersCreate })).toEqual([P8]);
  });

  it('P8: any branch of a repository, a pattern of branches, any tag, a pull request of his own', () => {
    expect(into(like('repo:acme/app:*'))).toEqual([P8]);
    expect(into(like('repo:acme/app:ref:refs/heads/release/*'))).toEqual([P8]);
    expect(into(like('repo:acme/app:ref:refs/tags/*'))).toEqual([P8]);
    expect(into(aws('StringEquals', 'repo:acme/app:pull_request'))).toEqual([P8]);
    const creation = rulesetExample({ creation: true, target: 'tag', refs: { include: ['~ALL'], exclude: [] } });
    expect(into(like('repo:acme/app:ref:refs/tags/*'), { rulesets: [creation] })).toEqual([]);
  });

  it('main alone: who gets code there', () => {
    const main = aws('StringEquals', 'repo:acme/app:ref:refs/heads/main');
    expect(into(main)).toEqual(['P26 proven medium: nobody alone (with help: ada)']);
    expect(into(main, { branchRules: [] })).toEqual(['P26 proven high: ada']);
  });

  it('P9: an environment that nobody made, or that lets in everybody', () => {
    const production = aws('StringEquals', 'repo:acme/app:environment:prod');
    expect(into(production)).toEqual(['P9 proven high: ada']);
    expect(into(production, { environments: [environmentExample({ name: 'prod' })] })).toEqual(['P9 proven high: ada']);
    expect(into(production, { environments: null })).toEqual(['P9 possible high: ada']);
    const guarded = environmentExample({ name: 'prod', refs: [{ kind: 'branch', pattern: 'main' }] });
    expect(into(production, { environments: [guarded] })).toEqual(['P26 proven medium: nobody alone (with help: ada)']);
  });

  it('a trust on an environment and a ref is about jobs that have both', () => {
    const both = aws('StringEquals', 'repo:acme/app:environment:prod', {
      StringLike: { 'token.actions.githubusercontent.com:ref': ['refs/heads/main'] },
    });
    expect(into(both, { environments: [environmentExample({ name: 'prod' })] })).toEqual([
      'P9 proven medium: nobody alone (with help: ada)',
    ]);
  });

  it('P6: a pull request that runs as the repository presents its default branch', () => {
    const workflows = [workflowExample({ runsForeignCode: true, identityToken: true })];
    const main = aws('StringEquals', 'repo:acme/app:ref:refs/heads/main');
    expect(into(main, { visibility: 'public', workflows })[0]).toBe('P6 proven critical: ada, bob, eve, outsider');
    expect(
      into(main, {
        visibility: 'public',
        workflows: [{ ...workflows[0], identityToken: false } as (typeof workflows)[0]],
      })[0],
    ).toContain('P26');
  });

  it('a trust that was not read may let in anybody', () => {
    expect(into(null).every((path) => path.includes('possible'))).toBe(true);
    expect(into(null)).toContain('P7 possible critical: ada, bob, eve, outsider');
  });

  it('a subject that a template makes of other claims', () => {
    const trust = like('repo:acme/app:environment:*:job_workflow_ref:acme/app/.github/workflows/*');
    const subjectClaims = ['repo', 'context', 'job_workflow_ref'];
    expect(into(trust, { subjectClaims })).toEqual(['P9 proven high: ada']);
    expect(into(trust)).toEqual([]);
  });

  it('a workflow of one repository, whatever the caller: who writes there', () => {
    const trust = aws('StringLike', null, {
      StringLike: {
        'token.actions.githubusercontent.com:job_workflow_ref': ['acme/app/.github/workflows/deploy.yml@refs/heads/*'],
      },
    });
    expect(into(trust)).toEqual([P8]);
  });
});
