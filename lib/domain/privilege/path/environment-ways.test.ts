import { describe, expect, it } from 'vitest';
import {
  environmentExample,
  ruleExample,
  rulesetExample,
  teamExample,
} from '#lib/domain/privilege/access/examples/testing.ts';
import type { Repository } from '#lib/domain/privilege/access/repository-facts.ts';
import { GUARDED, NO_NEW_BRANCH, REVIEWS, world } from './acme/testing.ts';
import { pathsOf } from './testing.ts';

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
