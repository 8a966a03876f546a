import { describe, expect, it } from 'vitest';
import {
  personExample,
  ruleExample,
  rulesetExample,
  workflowExample,
} from '#lib/domain/privilege/access/examples/testing.ts';
import type { Organization } from '#lib/domain/privilege/access/facts.ts';
import type { Repository } from '#lib/domain/privilege/access/repository-facts.ts';
import { grant, people, REVIEWS, world } from './acme/testing.ts';
import { pathsOf } from './testing.ts';

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
