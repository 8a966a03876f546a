import { describe, expect, it } from 'vitest';
import { coversAll, readScopeOf, type Sights } from './sights.ts';

const sights: Sights = {
  orgId: 1,
  developerSight: 'teams',
  teamsOf: new Map([
    [7, [1, 2]],
    [8, [3]],
  ]),
  owned: new Map([
    [1, [10, 11]],
    [2, [11, 12]],
  ]),
};

describe('what people may see', () => {
  it('is what their teams own for developers, and everything for the others', () => {
    expect(readScopeOf(sights, { userId: 7, role: 'developer' })).toEqual({
      orgId: 1,
      teams: [1, 2],
      repositories: [10, 11, 12],
    });
    expect(readScopeOf(sights, { userId: 8, role: 'developer' }).repositories).toEqual([]);
    expect(readScopeOf(sights, { userId: 9, role: 'developer' }).repositories).toEqual([]);
    expect(readScopeOf(sights, { userId: 7, role: 'viewer' }).repositories).toBe('all');
    expect(
      readScopeOf({ ...sights, developerSight: 'organization' }, { userId: 9, role: 'developer' }).repositories,
    ).toBe('all');
  });

  it('covers a mail only when every repository that it tells of is seen', () => {
    const scope = readScopeOf(sights, { userId: 7, role: 'developer' });
    expect(coversAll(scope, [10, 12])).toBe(true);
    expect(coversAll(scope, [10, 13])).toBe(false);
    expect(coversAll(scope, null)).toBe(false);
    expect(coversAll(scope, [])).toBe(true);
    expect(coversAll(readScopeOf(sights, { userId: 9, role: 'admin' }), null)).toBe(true);
  });
});
