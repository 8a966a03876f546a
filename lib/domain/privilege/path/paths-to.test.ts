import { describe, expect, it } from 'vitest';
import {
  environmentExample,
  factsExample,
  organizationExample,
  personExample,
  repositoryExample,
  ruleExample,
  rulesetExample,
  teamExample,
  workflowExample,
} from '#lib/domain/privilege/access/examples.ts';
import type { AccessFacts, Organization } from '#lib/domain/privilege/access/facts.ts';
import type { Repository, ReusableCall } from '#lib/domain/privilege/access/repository-facts.ts';
import { pathsOf } from './testing.ts';

const REVIEWS = { approvals: 1, codeOwners: false, lastPush: true, dismissStale: true };
/** Main is guarded as well as a branch rule can; a new branch is not. */
const GUARDED = ruleExample({ reviews: REVIEWS, enforceAdmins: true });
const NO_NEW_BRANCH = rulesetExample({ id: 'creation', creation: true, refs: { include: ['~ALL'], exclude: [] } });
const people = ['ada', 'bob', 'eve'].map((id) => personExample(id));
const grant = (id: string, role: string) => ({ holder: { kind: 'person' as const, id }, role });
/** Ada writes, Eve administers, Bob reads. */
const GRANTS = [grant('ada', 'write'), grant('bob', 'read'), grant('eve', 'admin')];
const SECRETS = [{ id: 's', name: 'PROD_KEY' }];

function world(
  repository: Partial<Repository>,
  organization: Partial<Organization> = {},
  rest: Partial<AccessFacts> = {},
): AccessFacts {
  return factsExample({
    organization: organizationExample({ people, ...organization }),
    repositories: [repositoryExample({ grants: GRANTS, branchRules: [GUARDED], ...repository })],
    ...rest,
  });
}

describe('secrets', () => {
  it('P1: a perfect main branch keeps nobody who writes from a secret of the organization', () => {
    const facts = world({}, {}, { secrets: [{ id: 's', name: 'PROD_TOKEN', scope: 'all' }] });
    expect(pathsOf(facts, 'organizationSecret')).toEqual(['P1 proven high: ada, eve']);
  });

  it('P1 is critical where everybody writes', () => {
    const facts = world({}, { basePermission: 'write' }, { secrets: [{ id: 's', name: 'PROD_TOKEN', scope: ['r'] }] });
    expect(pathsOf(facts, 'organizationSecret')[0]).toEqual('P1 proven critical: ada, bob, eve');
  });

  it('P1: a secret for other repositories is out of reach, one of unknown scope may not be', () => {
    const scoped = (scope: null | string[]) => world({}, {}, { secrets: [{ id: 's', name: 'PROD_TOKEN', scope }] });
    expect(pathsOf(scoped(['other']), 'organizationSecret')).toEqual([]);
    expect(pathsOf(scoped(null), 'organizationSecret')[0]).toEqual('P1 possible high: ada, eve');
  });

  it('P2: a new branch reads a secret of the repository; the same name in an environment is guarded by that', () => {
    const environments = [environmentExample({ refs: [{ kind: 'branch', pattern: 'main' }], secrets: ['PROD_KEY'] })];
    const facts = world({ secrets: SECRETS, environments });
    expect(pathsOf(facts, 'secret')).toEqual(['P2 proven high: ada, eve']);
    expect(pathsOf(facts, 'environment')).toEqual([
      'P12 proven high: eve',
      'P26 proven medium: nobody alone (with help: ada, eve)',
    ]);
  });

  it('P2 ends with creation blocked for all names, but the admin rewrites that', () => {
    const facts = world({ secrets: SECRETS, rulesets: [NO_NEW_BRANCH] });
    expect(pathsOf(facts, 'secret')).toEqual([
      'P12 proven high: eve',
      'P2 proven medium: nobody alone (with help: ada, eve)',
    ]);
  });

  it('P3: a rule about `*` that blocks creation leaves names with a slash', () => {
    const star = ruleExample({ id: 'star', pattern: '*', restricted: true, blocksCreation: true, reviews: REVIEWS });
    const deep = { ...star, id: 'deep', pattern: '**/*', age: 1 };
    const facts = (...rules: Repository['branchRules'] & object) => world({ secrets: SECRETS, branchRules: rules });
    expect(pathsOf(facts(star), 'secret')[0]).toEqual('P3 proven high: ada, eve');
    // Who is an admin passes the gate of pushes, always.
    expect(pathsOf(facts(star, deep), 'secret')).toEqual(['P12 proven high: eve']);
  });

  it('P4: whoever may make repositories gets what is there for all of them; public ones get no `private` secret', () => {
    const made = (scope: 'all' | 'private', create: Partial<Organization['membersCreate']>) =>
      pathsOf(
        factsExample({
          organization: organizationExample({
            people,
            membersCreate: { public: false, private: false, internal: false, ...create },
          }),
          secrets: [{ id: 's', name: 'PROD_TOKEN', scope }],
        }),
        'organizationSecret',
      );
    expect(made('all', { public: true })).toEqual(['P4 proven critical: ada, bob, eve']);
    expect(made('private', { internal: true })).toEqual(['P4 proven critical: ada, bob, eve']);
    expect(made('private', { public: true })).toEqual([]);
    expect(made('all', {})).toEqual([]);
  });
});

describe('code of strangers', () => {
  const group = {
    id: 'g',
    name: 'production',
    scope: 'all' as const,
    allowsPublic: true,
    restrictedToWorkflows: false,
    ephemeral: false,
  };
  const forked = (
    repository: Partial<Repository>,
    organization: Partial<Organization>,
    part: Partial<typeof group> = {},
  ) =>
    pathsOf(
      world(
        { visibility: 'public', workflows: [workflowExample({ ownMachines: true })], ...repository },
        organization,
        {
          runnerGroups: [{ ...group, ...part }],
        },
      ),
      'runnerGroup',
    ).filter((path) => path.startsWith('P5'));

  it("P5: a fork's pull request runs on machines of the organization", () => {
    expect(forked({}, { outsidersNeedApproval: false })).toEqual(['P5 proven critical: ada, bob, eve, outsider']);
    expect(forked({}, { outsidersNeedApproval: true })).toEqual([]);
    expect(forked({}, { outsidersNeedApproval: false }, { allowsPublic: false })).toEqual([]);
    expect(forked({}, { outsidersNeedApproval: false }, { ephemeral: true })).toEqual([]);
    expect(forked({}, { outsidersNeedApproval: false }, { restrictedToWorkflows: true })).toEqual([]);
    expect(forked({ workflows: [workflowExample()] }, { outsidersNeedApproval: false })).toEqual([]);
  });

  it('P5 is possible where nobody knows what workflows do', () => {
    expect(forked({ workflows: null }, { outsidersNeedApproval: false })).toEqual([
      'P5 possible critical: ada, bob, eve, outsider',
    ]);
  });

  it('P6: a pull request reads the secrets that its workflow hands to it', () => {
    const pwn = (
      part: Parameters<typeof workflowExample>[0],
      repository: Partial<Repository> = {},
      organization: Partial<Organization> = {},
    ) =>
      pathsOf(
        world(
          {
            visibility: 'public',
            secrets: SECRETS,
            workflows: [workflowExample({ runsForeignCode: true, ...part })],
            ...repository,
          },
          organization,
        ),
        'secret',
      ).filter((path) => path.startsWith('P6'));
    expect(pwn({ secrets: ['prod_key'] })).toEqual(['P6 proven critical: ada, bob, eve, outsider']);
    expect(pwn({ secrets: 'all' })).toEqual(['P6 proven critical: ada, bob, eve, outsider']);
    expect(pwn({ secrets: ['OTHER'] })).toEqual([]);
    expect(pwn({ secrets: null })).toEqual(['P6 possible critical: ada, bob, eve, outsider']);
    const reviewed = environmentExample({ name: 'review', reviewers: [{ kind: 'person', id: 'eve' }] });
    expect(pwn({ secrets: 'all', environment: 'review' }, { environments: [reviewed] })).toEqual([]);
    expect(pwn({ secrets: 'all', environment: 'review' })).toEqual(['P6 proven critical: ada, bob, eve, outsider']);
    expect(
      pwn({ secrets: 'all' }, { visibility: 'private', allowForking: true }, { membersForkPrivate: true }),
    ).toEqual(['P6 proven critical: ada, bob, eve']);
    expect(pwn({ secrets: 'all' }, { visibility: 'private', allowForking: true })).toEqual([]);
  });
});

describe('environments', () => {
  const reviewers = [{ kind: 'team' as const, id: 'child' }];
  const teams = [
    teamExample('parent', []),
    teamExample('child', ['bob'], 'parent'),
    teamExample('grandchild', ['ada'], 'child'),
  ];
  const into = (part: Parameters<typeof environmentExample>[0], repository: Partial<Repository> = {}) =>
    pathsOf(world({ environments: [environmentExample(part)], ...repository }, { teams }), 'environment');

  it('P10: no policy, or "protected branches" where no branch rule is, lets in every branch', () => {
    expect(into({})).toEqual(['P10 proven high: ada, eve']);
    expect(
      into({ refs: 'protected' }, { branchRules: [], rulesets: [rulesetExample({ reviews: REVIEWS })] })[0],
    ).toEqual('P10 proven high: ada, eve');
    expect(into({ refs: 'protected' })).toEqual([
      'P12 proven high: eve',
      'P26 proven medium: nobody alone (with help: ada, eve)',
    ]);
  });

  it('a pattern of names that do not exist yet is open to whoever makes one', () => {
    const releases = (pattern: string, rule: string) =>
      into(
        { refs: [{ kind: 'branch', pattern }] },
        {
          branchRules: [
            GUARDED,
            ruleExample({ id: 'r2', pattern: rule, restricted: true, blocksCreation: true, reviews: REVIEWS }),
          ],
        },
      )[0];
    expect(releases('release/*', 'other')).toEqual('P26 proven high: ada, eve');
    expect(releases('release/**/*', 'release/*')).toEqual('P26 proven high: ada, eve');
    expect(releases('release/*', 'release/*')).toEqual('P12 proven high: eve');
  });

  it('P11: a reviewer of a team below approves his own run unless that is prevented', () => {
    expect(into({ reviewers, preventSelfReview: false })).toEqual([
      'P11 proven high: ada',
      'P12 proven high: eve',
      'P10 proven medium: nobody alone (with help: ada, eve)',
    ]);
    expect(into({ reviewers })).toEqual([
      'P12 proven high: eve',
      'P10 proven medium: nobody alone (with help: ada, eve)',
    ]);
    expect(into({ reviewers, adminsBypass: true })[0]).toEqual('P11 proven high: eve');
  });

  it('a reviewer without a way for code reaches nothing', () => {
    const reached = into({ reviewers: [{ kind: 'person', id: 'bob' }], preventSelfReview: false });
    expect(reached.some((path) => path.includes('bob'))).toBe(false);
  });

  it('what the plan ignores guards nothing', () => {
    expect(into({ reviewers, rulesIgnored: true })[0]).toEqual('P10 proven high: ada, eve');
  });

  it('unknown settings make no path certain, and leave none out', () => {
    expect(into({ refs: null }, { rulesets: [NO_NEW_BRANCH] })).toEqual([
      'P12 proven high: eve',
      'P10 possible medium: nobody alone (with help: ada, eve)',
    ]);
    expect(into({ refs: null })).toContain('P10 possible high: ada, eve');
    expect(into({ reviewers: null })).toContain('P10 possible high: ada, eve');
    expect(into({}, { grants: null })[0]).toEqual('P10 possible high: unlisted');
  });
});

describe('branches that go to production', () => {
  const onto = (repository: Partial<Repository>, organization: Partial<Organization> = {}) =>
    pathsOf(world({ deploys: true, branchRules: [], ...repository }, organization), 'branch');
  const rule = (part: Parameters<typeof ruleExample>[0]) => ({ branchRules: [ruleExample(part)] });

  it('P26: no protection, no approval, or one that he gives to what he pushed', () => {
    expect(onto({})[0]).toEqual('P26 proven high: ada, eve');
    expect(onto(rule({ reviews: { ...REVIEWS, approvals: 0 }, enforceAdmins: true }))[0]).toEqual(
      'P26 proven high: ada, eve',
    );
    expect(onto(rule({ reviews: { ...REVIEWS, lastPush: false }, enforceAdmins: true }))[0]).toEqual(
      'P26 proven high: ada, eve',
    );
    expect(onto(rule({ reviews: { ...REVIEWS, approvals: 2, lastPush: false }, enforceAdmins: true }))).toContain(
      'P26 proven medium: nobody alone (with help: ada, eve)',
    );
  });

  it('P12: rules that do not hold for admins, the gate of pushes always; enforced, he rewrites them', () => {
    expect(onto(rule({ reviews: REVIEWS }))).toContain('P12 proven high: eve');
    expect(onto(rule({ restricted: true, enforceAdmins: true, reviews: REVIEWS }))).toContain('P12 proven high: eve');
    const above = rulesetExample({ id: 'above', level: 'organization', reviews: REVIEWS });
    // A ruleset of the organization is not his to rewrite.
    expect(onto({}, { rulesets: [above] })).toEqual(['P26 proven medium: nobody alone (with help: ada, eve)']);
  });

  it('P12: an owner, and whoever edits roles of the organization, rewrites its rulesets', () => {
    const above = rulesetExample({ id: 'above', level: 'organization', reviews: REVIEWS });
    const roles = [
      { id: 'x', name: 'x', permissions: ['editRoles' as const], everywhere: 'write', people: ['bob'], teams: [] },
    ];
    expect(onto({}, { rulesets: [above], roles })).toContain('P12 proven high: bob');
    const owners = [...people, personExample('olga', 'owner')];
    expect(onto({}, { rulesets: [above], people: owners })).toContain('P12 proven high: olga');
  });

  it('P13: an actor of a ruleset passes, in mode "pull request" by merging; a ruleset that only watches stops nobody', () => {
    const passing = (mode: 'always' | 'pull_request' | 'exempt') =>
      onto({ rulesets: [rulesetExample({ update: true, bypass: [{ actor: { kind: 'person', id: 'ada' }, mode }] })] });
    expect(passing('always')).toContain('P13 proven high: ada');
    expect(passing('exempt')).toContain('P13 proven high: ada');
    expect(passing('pull_request')).toContain('P13 proven high: ada');
    expect(onto({ rulesets: [rulesetExample({ reviews: REVIEWS, enforcement: 'evaluate' })] })[0]).toEqual(
      'P13 proven high: ada, eve',
    );
  });

  it('P13: actors that were not shown are unknown, not none', () => {
    const paths = onto({ rulesets: [rulesetExample({ reviews: REVIEWS, bypass: null })] });
    expect(paths).toContain('P13 possible high: ada, eve');
  });

  it('P14: one entry for deploy keys lets in every key that writes', () => {
    const deployKeys = [
      { id: 'k1', title: 'k1', readOnly: false },
      { id: 'k2', title: 'k2', readOnly: true },
    ];
    const rulesets = [rulesetExample({ update: true, bypass: [{ actor: { kind: 'deployKeys' }, mode: 'always' }] })];
    expect(onto({ rulesets, deployKeys })).toContain('P14 proven high: r/k1');
    expect(
      onto({ rulesets: [rulesetExample({ update: true })], deployKeys }).some((path) => path.startsWith('P14')),
    ).toBe(false);
  });

  it("P15: an App on all repositories, critical when it is a vendor's; suspended it is none", () => {
    const app = {
      id: 'bot',
      name: 'bot',
      repositories: 'all' as const,
      writesCode: true,
      writesWorkflows: true,
      administers: false,
      suspended: false,
      vendor: false,
    };
    const apps = (part: Partial<typeof app>) =>
      onto({}, { apps: [{ ...app, ...part }] }).filter((path) => path.startsWith('P15'));
    expect(apps({})).toEqual(['P15 proven high: bot']);
    expect(apps({ vendor: true })).toEqual(['P15 proven critical: bot']);
    expect(apps({ suspended: true })).toEqual([]);
    expect(onto(rule({ reviews: REVIEWS, enforceAdmins: true }), { apps: [{ ...app, administers: true }] })).toContain(
      'P15 proven high: bot',
    );
  });

  it('P15: a token reaches no more than its owner', () => {
    const token = {
      id: 't',
      name: 't',
      owner: 'bob',
      repositories: 'all' as const,
      writesCode: true,
      writesWorkflows: true,
      administers: true,
      expired: false,
    };
    const tokens = (part: Partial<typeof token>) =>
      onto({}, { tokens: [{ ...token, ...part }] }).filter((path) => path.startsWith('P15'));
    expect(tokens({})).toEqual([]);
    expect(tokens({ owner: 'ada' })).toEqual(['P15 proven high: t']);
    expect(tokens({ owner: 'ada', expired: true })).toEqual([]);
  });

  it('P16: a workflow gives the one approval; two shut it out', () => {
    const robot = (approvals: number) =>
      onto(
        { ...rule({ reviews: { ...REVIEWS, approvals }, enforceAdmins: true }), robotApproves: true },
        { robotApproves: true },
      );
    expect(robot(1)).toContain('P16 proven high: ada, eve');
    expect(robot(2).some((path) => path.startsWith('P16'))).toBe(false);
  });

  it('P17: owners of code are asked, and none is named for workflows; a later line wins', () => {
    const owned = (...lines: [string, string[]][]) =>
      onto({
        ...rule({ reviews: { ...REVIEWS, codeOwners: true }, enforceAdmins: true }),
        codeOwners: lines.map(([pattern, ids]) => ({
          pattern,
          owners: ids.map((id) => ({ kind: 'person' as const, id })),
        })),
      }).filter((path) => path.startsWith('P17'));
    expect(owned(['/src/', ['eve']])).toEqual(['P17 proven medium: nobody alone (with help: ada, eve)']);
    expect(owned(['*', ['eve']])).toEqual([]);
    expect(owned(['*', ['eve']], ['.github/', []])).toEqual(['P17 proven medium: nobody alone (with help: ada, eve)']);
    // An owner who may not write is no owner.
    expect(owned(['*', ['bob']])).toEqual(['P17 proven medium: nobody alone (with help: ada, eve)']);
  });

  it("P19: a workflow that merges for a bot's name merges for anybody", () => {
    const workflows = [workflowExample({ trustsBotName: true })];
    expect(onto({ ...rule({ reviews: REVIEWS, enforceAdmins: true }), visibility: 'public', workflows })).toContain(
      'P19 proven critical: ada, bob, eve, outsider',
    );
  });

  it('P19 is possible where the default branch is not known', () => {
    const workflows = [workflowExample({ trustsBotName: true })];
    const unread = { ...rule({ reviews: REVIEWS, enforceAdmins: true }), visibility: 'public' as const, workflows };
    expect(onto({ ...unread, defaultBranch: null }).filter((path) => path.startsWith('P19'))).toEqual([
      'P19 possible critical: ada, bob, eve, outsider',
    ]);
  });

  it('P20: whoever sets properties takes the ruleset away', () => {
    const above = rulesetExample({
      ...{ id: 'above', level: 'organization', reviews: REVIEWS },
      repositories: { by: 'property', properties: [{ name: 'tier', values: ['prod'] }] },
    });
    const customRoles = [{ name: 'tagger', base: 'write' as const, permissions: ['editProperties' as const] }];
    const tagged = (locked: boolean) =>
      onto(
        { properties: { tier: 'prod' }, grants: [grant('bob', 'tagger')] },
        { rulesets: [above], customRoles, propertiesLocked: locked },
      );
    expect(tagged(false)).toContain('P20 proven medium: bob');
    expect(tagged(true).some((path) => path.startsWith('P20'))).toBe(false);
    expect(onto({ properties: {}, grants: [grant('bob', 'write')] }, { rulesets: [above] })).toContain(
      'P26 proven high: bob',
    );
  });

  it('P21: who reads of a leaked token goes where its owner goes', () => {
    const leaks = (part: object) => [{ id: 'l', open: true, active: true, owner: 'ada', ...part }];
    const paths = (part: object) => onto({ leaks: leaks(part) }).filter((path) => path.startsWith('P21'));
    expect(paths({})).toEqual(['P21 proven high: eve']);
    expect(paths({ active: false })).toEqual([]);
    expect(paths({ owner: 'bob' })).toEqual([]);
    expect(paths({ active: null })).toEqual(['P21 possible high: eve']);
  });

  it('an archived repository takes no code', () => {
    expect(onto({ archived: true })).toEqual([]);
  });
});

describe('called workflows', () => {
  it('P18: who writes where a workflow is called from gets the secrets of its callers', () => {
    const calls: ReusableCall[] = [
      { repository: 'acme/ci', path: '.github/workflows/x.yml', branch: 'main', inheritsSecrets: true },
    ];
    const callers = (count: number, part: Partial<ReusableCall> = {}) =>
      pathsOf(
        factsExample({
          organization: organizationExample({ people }),
          secrets: [{ id: 's', name: 'PROD_TOKEN', scope: Array.from({ length: count }, (_, at) => `app${at}`) }],
          repositories: [
            repositoryExample({ id: 'ci', name: 'acme/ci', grants: [grant('bob', 'write')] }),
            ...Array.from({ length: count }, (_, at) =>
              repositoryExample({
                ...{ id: `app${at}`, name: `acme/app${at}`, grants: [grant('ada', 'write')] },
                workflows: [workflowExample({ calls: calls.map((call) => ({ ...call, ...part })) })],
              }),
            ),
          ],
        }),
        'organizationSecret',
      );
    expect(callers(1)).toEqual(['P1 proven high: ada', 'P18 proven high: bob']);
    expect(callers(40)).toEqual(['P18 proven critical: bob', 'P1 proven high: ada']);
    expect(callers(1, { branch: null })).toEqual(['P1 proven high: ada']);
  });
});
