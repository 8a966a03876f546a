import { describe, expect, it } from 'vitest';
import {
  environmentExample,
  factsExample,
  organizationExample,
  repositoryExample,
  ruleExample,
  workflowExample,
} from '#lib/domain/privilege/access/examples/testing.ts';
import type { Organization } from '#lib/domain/privilege/access/facts.ts';
import type { Repository, ReusableCall } from '#lib/domain/privilege/access/repository-facts.ts';
import { grant, NO_NEW_BRANCH, people, REVIEWS, SECRETS, world } from './acme/testing.ts';
import { pathsOf } from './testing.ts';

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
