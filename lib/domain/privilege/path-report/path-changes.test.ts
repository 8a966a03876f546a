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
} from '#lib/domain/privilege/access/examples/testing.ts';
import type { AccessFacts } from '#lib/domain/privilege/access/facts.ts';
import { anyFacts } from '#lib/domain/privilege/path/arbitrary/testing.ts';
import { changedFacts, undo } from '#lib/domain/privilege/path/fact-changes.ts';
import { worldOf } from '#lib/domain/privilege/path/world.ts';
import { findPaths } from './find-paths.ts';
import { type EarlierPath, type PathChange, PathComparison } from './path-changes.ts';
import type { PathRow } from './path-report.ts';
import { Work } from './work.ts';

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

/** What is stored of the paths of an inventory. */
function earlierOf(facts: AccessFacts): EarlierPath[] {
  const rows: PathRow[] = [];
  const { sets } = findPaths(worldOf(facts), { target: () => undefined, path: (row) => rows.push(row) }, 0);
  return rows.map(({ key, targetId, certainty, aloneSet }) => ({
    key,
    targetId,
    certainty,
    alone: sets[aloneSet] ?? [],
  }));
}

function pathDifference(before: AccessFacts, after: AccessFacts): PathChange[] {
  const world = worldOf(after);
  const comparison = new PathComparison(world, earlierOf(before));
  findPaths(world, { target: (target, paths) => comparison.see(target, paths), path: () => undefined }, 0);
  return comparison.changes(before, () => false, new Work());
}

const inWords = (before: AccessFacts, after: AccessFacts) =>
  pathDifference(before, after).map(({ kind, key, people, because, joint }) =>
    [
      kind,
      key.split(' ')[0],
      people.map(({ name }) => name).join(),
      joint ? 'jointly' : 'by',
      because.map((cause) => `${cause.where.join('/')}: ${cause.before} -> ${cause.after}`).join(' and '),
    ].join(' '),
  );

describe('the difference of two snapshots', () => {
  it('names the setting that opened a path, and the path that it closed again', () => {
    const shut = facts({ members: ['ada'] });
    const open = facts({ members: ['ada'], prevent: false });
    const place = 'acme/app/environments/production/preventSelfReview';
    expect(inWords(shut, open)).toEqual([`gained P11 ada by ${place}: true -> false`]);
    expect(inWords(open, shut)).toEqual([`lost P11 ada by ${place}: false -> true`]);
  });

  it('names the member that a team got, and the grant that somebody got', () => {
    expect(inWords(facts({ prevent: false }), facts({ prevent: false, members: ['eve', 'ada'] }))).toEqual([
      'gained P11 ada by organization/teams/t/members: null -> ada',
    ]);
    const raised = facts({ roles: { ada: 'admin' } });
    expect(inWords(facts(), raised)).toEqual([
      'gained P12 ada by acme/app/grants: null -> holder: kind: person, id: ada, role: admin',
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
      'gained P11 ada by organization/teams/t/members: null -> ada and acme/app/environments/production/preventSelfReview: true -> false',
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
        for (const { count, because } of changes) {
          expect(count).toBeGreaterThan(0);
          expect(because.length).toBeGreaterThan(0);
        }
        const turned = pathDifference(after, before);
        const told = (list: typeof changes, kind: string) =>
          list
            .filter((each) => each.kind === kind)
            .map(({ key, people }) => `${key} ${people.map(({ kind, id }) => kind + id).join()}`)
            .sort();
        expect(told(changes, 'gained')).toEqual(told(turned, 'lost'));
      }),
      { numRuns: 5 },
    );
  });
});
