import { describe, expect, it } from 'vitest';
import { isVisible, visibleIds, wholeOrganization } from './read-scope.ts';

describe('a read scope', () => {
  const some = { orgId: 1, repositories: [3, 5, 8] };

  it('leaves of a filter what it holds itself', () => {
    expect(visibleIds(some)).toEqual([3, 5, 8]);
    expect(visibleIds(some, [8, 9, 3])).toEqual([8, 3]);
    expect(visibleIds(some, [9])).toEqual([]);
    expect(visibleIds({ ...some, repositories: [] })).toEqual([]);
  });

  it('of everything leaves the filter as it is', () => {
    expect(visibleIds(wholeOrganization(1))).toBeNull();
    expect(visibleIds(wholeOrganization(1), [9])).toEqual([9]);
    expect(visibleIds(wholeOrganization(1), [])).toEqual([]);
  });

  it('never shows a row of another organization', () => {
    expect(isVisible(some, { orgId: 1, repoId: 5 })).toBe(true);
    expect(isVisible(some, { orgId: 1, repoId: 6 })).toBe(false);
    expect(isVisible(some, { orgId: 2, repoId: 5 })).toBe(false);
    expect(isVisible(wholeOrganization(1), { orgId: 1, repoId: 6 })).toBe(true);
    expect(isVisible(wholeOrganization(1), { orgId: 2, repoId: 6 })).toBe(false);
  });
});
