import { describe, expect, it } from 'vitest';
import { cloudRoleExample } from '#lib/domain/privilege/access/examples/testing.ts';
import type { AccessFacts, CloudRole } from '#lib/domain/privilege/access/facts.ts';
import { gitlabHost } from '#lib/domain/privilege/cloud/job-host.ts';
import { environmentOf, gitlabExample, level } from '#lib/domain/privilege/gitlab/examples/testing.ts';
import type { GitlabProject } from '#lib/domain/privilege/gitlab/facts.ts';
import { pathsTo } from '#lib/domain/privilege/path/paths-to.ts';
import { productionTargets } from '#lib/domain/privilege/path/target.ts';
import { pathsOf } from '#lib/domain/privilege/path/testing.ts';
import { tighten } from '#lib/domain/privilege/path/tighten.ts';
import { worldOf } from '#lib/domain/privilege/path/world.ts';
import type { TrustPolicy } from '#lib/domain/privilege/trust/trust-policy.ts';

const sub = (subject: string): TrustPolicy => ({
  cloud: 'aws',
  statements: [{ effect: 'Allow', conditions: { StringLike: { 'gitlab.com:sub': [subject] } } }],
});
const vault = (boundClaims: Record<string, string[]>): TrustPolicy => ({
  ...{ cloud: 'vault', boundSubject: null, boundAudiences: [], boundClaimsType: 'string', boundClaims },
});
const azure = (subject: string): TrustPolicy => ({
  cloud: 'azure',
  credentials: [{ id: 'c', issuer: 'https://gitlab.com', audiences: [], subject, expression: null }],
});
const world = (
  trust: TrustPolicy | null,
  project: Partial<GitlabProject> = {},
  role: Partial<CloudRole> = {},
): AccessFacts => ({
  ...gitlabExample(project),
  cloudRoles: [cloudRoleExample({ trust, ...role })],
});

const HELPED = 'proven medium: nobody alone (with help: ada, max, olga)';
const MAIN = 'project_path:acme/app:ref_type:branch:ref:main';
const protectedEnvironment = { deploy: level(40), approvals: 0, approvers: [] };

const WORLDS: Record<string, [facts: AccessFacts, paths: string[]]> = {
  'any project of the world': [world(sub('*')), ['P7 proven critical: ada, max, olga, outsider, rita']],
  'any project of the group': [world(sub('project_path:acme/*')), ['P7 proven critical: ada, max, olga']],
  'any branch of a project': [
    world(sub('project_path:acme/app:ref_type:branch:ref:*')),
    ['P8 proven high: ada, max, olga'],
  ],
  'any tag of it': [world(sub('project_path:acme/app:ref_type:tag:ref:*')), ['P8 proven high: ada, max, olga']],
  'main, which is guarded': [world(sub(MAIN)), ['P22 proven high: max, olga', `P26 ${HELPED}`]],
  'main, which is not': [world(sub(MAIN), { branches: [] }), ['P26 proven high: ada, max, olga']],
  'another project': [world(sub('project_path:other/app:*')), []],
  'where no jobs run': [world(sub('*'), { jobs: false }), ['P7 proven critical: ada, max, olga, outsider, rita']],
  'exact subjects of Azure': [world(azure(MAIN), { branches: [] }), ['P26 proven high: ada, max, olga']],
  'protected refs by their claim': [
    world(vault({ project_path: ['acme/app'], ref_protected: ['true'] })),
    ['P22 proven high: max, olga', `P26 ${HELPED}`],
  ],
  'protected refs, where nobody tells what is protected': [
    world(vault({ project_path: ['acme/app'], ref_protected: ['true'] }), { branches: null, tags: null }),
    ['P8 possible high: ada, max, olga'],
  ],
  'an environment that anybody names': [
    world(vault({ project_path: ['acme/app'], environment: ['production'] })),
    ['P9 proven high: ada, max, olga'],
  ],
  'one that is protected': [
    world(vault({ project_path: ['acme/app'], environment: ['production'] }), {
      environments: [environmentOf(protectedEnvironment)],
    }),
    ['P12 proven high: max, olga'],
  ],
  'of whose issuer it is not known whether it is this GitLab': [
    world(sub(MAIN), { branches: [] }, { takesTokens: null }),
    ['P26 possible high: ada, max, olga'],
  ],
  'by a subject that is made of what nobody tells': [
    world(sub('project_path:acme/app:*'), { subjectClaims: null, branches: [] }),
    ['P8 possible high: ada, max, olga'],
  ],
};

describe('ways of jobs of GitLab into a cloud', () => {
  it.each(Object.entries(WORLDS))('%s', (_, [facts, paths]) => {
    expect(pathsOf(facts, 'cloudRole').sort()).toEqual(paths.sort());
  });

  it('are as wide as the trust: pinned to one branch of one project it lets in no more than that', () => {
    for (const trust of [sub('project_path:acme/*'), vault({ namespace_path: ['acme'] })]) {
      const facts = world(trust, { deploys: true });
      const [target] = productionTargets(facts).filter(({ kind }) => kind === 'cloudRole');
      if (target === undefined) throw new Error('no role');
      const [path] = pathsTo(worldOf(facts), target);
      const setting = path?.settings.find(({ kind }) => kind === 'trust');
      if (setting === undefined) throw new Error('no setting');
      expect(pathsOf(tighten(facts, setting), 'cloudRole')).toEqual(['P22 proven high: max, olga', `P26 ${HELPED}`]);
    }
  });

  it('whose tokens they are is told by the address of the issuer', () => {
    const own = gitlabHost('gitlab.acme.example');
    expect(own.isIssuer('https://gitlab.acme.example')).toBe(true);
    expect(own.isIssuer('gitlab.com')).toBe(false);
    const untold = gitlabHost(null);
    expect(untold.isIssuer('https://gitlab.com')).toBeNull();
    expect(untold.isIssuer('token.actions.githubusercontent.com')).toBe(false);
    const by = (boundClaims: Record<string, string[]>) => {
      const trust = vault(boundClaims);
      return trust.cloud === 'vault' ? untold.byClaims(trust) : undefined;
    };
    expect(by({ project_path: ['acme/app'] })).toBeNull();
    expect(by({ repository: ['acme/app'] })).toBe(false);
    expect(by({})).toBeNull();
  });
});
