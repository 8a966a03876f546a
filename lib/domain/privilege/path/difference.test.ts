import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  environmentExample,
  factsExample,
  organizationExample,
  personExample,
  repositoryExample,
  ruleExample,
  teamExample,
} from '#lib/domain/privilege/access/examples.ts';
import type { AccessFacts } from '#lib/domain/privilege/access/facts.ts';
import { anyFacts } from './arbitrary/testing.ts';
import { pathDifference } from './difference.ts';
import { changedFacts, undo } from './fact-changes.ts';

const reviews = { approvals: 1, codeOwners: false, lastPush: true, dismissStale: true };
const people = ['ada', 'bob', 'eve'].map((id) => personExample(id));
const reviewers = [{ kind: 'team' as const, id: 't' }];

function facts(
  part: { members?: string[]; prevent?: boolean; roles?: Record<string, string>; approvals?: number } = {},
): AccessFacts {
  const { members = ['eve'], prevent = true, roles = { ada: 'write' }, approvals = 1 } = part;
  return factsExample({
    organization: organizationExample({ people, teams: [teamExample('t', members)] }),
    repositories: [
      repositoryExample({
        grants: Object.entries(roles).map(([id, role]) => ({ holder: { kind: 'person', id }, role })),
        branchRules: [ruleExample({ reviews: { ...reviews, approvals }, enforceAdmins: true })],
        environments: [environmentExample({ reviewers, preventSelfReview: prevent })],
      }),
    ],
  });
}

const inWords = (before: AccessFacts, after: AccessFacts) =>
  pathDifference(before, after).map(({ kind, path, principals, because, joint }) =>
    [
      kind,
      path.pattern,
      principals.join(),
      joint ? 'jointly' : 'by',
      because.map(({ place }) => place.join('/')).join(),
    ].join(' '),
  );

describe('the difference of two snapshots', () => {
  it('names the setting that opened a path, and the path that it closed again', () => {
    const shut = facts({ members: ['ada'] });
    const open = facts({ members: ['ada'], prevent: false });
    const place = 'repositories/r/environments/e/preventSelfReview';
    expect(inWords(shut, open)).toEqual([`gained P11 person:ada by ${place}`]);
    expect(inWords(open, shut)).toEqual([`lost P11 person:ada by ${place}`]);
  });

  it('names the member that a team got, and the grant that somebody got', () => {
    expect(inWords(facts({ prevent: false }), facts({ prevent: false, members: ['eve', 'ada'] }))).toEqual([
      'gained P11 person:ada by organization/teams/t/members/"ada"',
    ]);
    const raised = facts({ roles: { ada: 'admin' } });
    expect(inWords(facts(), raised)).toEqual([
      'gained P12 person:ada by repositories/r/grants/{"holder":{"kind":"person","id":"ada"},"role":"admin"}',
    ]);
  });

  it('tells of nobody who reached the target before by another path', () => {
    const before = facts({ members: ['ada'], prevent: false });
    const after = facts({ members: ['ada'], prevent: false, roles: { ada: 'admin' } });
    expect(inWords(before, after)).toEqual([]);
  });

  it('names all changes where only together they opened the path', () => {
    const both = inWords(facts({ prevent: true, members: ['eve'] }), facts({ prevent: false, members: ['ada'] }));
    expect(both).toEqual([
      'gained P11 person:ada by organization/teams/t/members/"ada",repositories/r/environments/e/preventSelfReview',
    ]);
  });

  it('is empty between equals, whatever they are', () => {
    fc.assert(
      fc.property(anyFacts, (any) => {
        expect(pathDifference(any, structuredClone(any))).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  it('all changes taken back give the facts of before', () => {
    fc.assert(
      fc.property(anyFacts, anyFacts, (before, after) => {
        const changes = changedFacts(before, after);
        const back = changes.reduce((left, change) => undo(left, change, 'before'), after);
        expect(changedFacts(before, back)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('tells of everybody who is there on one side only, and of nobody else', () => {
    fc.assert(
      fc.property(anyFacts, anyFacts, (before, after) => {
        const changes = pathDifference(before, after);
        for (const { principals, because } of changes) {
          expect(principals.length).toBeGreaterThan(0);
          expect(because.length).toBeGreaterThan(0);
        }
        const turned = pathDifference(after, before);
        const told = (list: typeof changes, kind: string) =>
          list
            .filter((each) => each.kind === kind)
            .map(({ path, principals }) => `${path.key} ${principals.join()}`)
            .sort();
        expect(told(changes, 'gained')).toEqual(told(turned, 'lost'));
      }),
      { numRuns: 5 },
    );
  });
});
