import { globSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { OPERATIONS } from './operations.ts';
import { namesBeforePart, REPOSITORY_TABS, tabAtEnd } from './reserved-names.ts';

describe('names that are addresses', () => {
  it.each([
    ['acme/web/posture', ['acme/web']],
    ['acme/web/Findings', ['acme/web']],
    ['acme/web/findings/7', ['acme/web']],
    ['group/sub/web/coverage', ['group/sub/web']],
    ['group/sub/settings/posture', ['group/sub', 'group/sub/settings']],
    ['acme/posture', []],
    ['posture/findings', []],
    ['group/sub/web', []],
    ['acme/web/posture-2', []],
  ])('%s would be one of %j', (name, owners) => expect(namesBeforePart(name)).toEqual(owners));

  it.each([
    [['acme', 'web', 'findings'], 'findings'],
    [['acme', 'findings'], null],
    [['acme', 'web', 'posture'], null],
    [['acme', 'findings', 'web'], null],
  ])('%j ends in the tab %s', (parts, tab) => expect(tabAtEnd(parts)).toBe(tab));

  it('are all that API and screens put behind the name of a repository', () => {
    const ofApi = OPERATIONS.flatMap(({ path }) => /^\/api\/v1\/repos\/\{name\}\/([^/]+)/.exec(path)?.[1] ?? []);
    const root = 'app/(dashboard)/repositories/[[]owner]/[[]name]/';
    const ofScreens = globSync(`${root}*`).map((path) => path.split('/').at(-1) ?? '');
    expect(ofApi.length).toBeGreaterThan(1);
    expect(ofScreens.length).toBeGreaterThan(0);
    for (const part of [...ofApi, ...ofScreens, ...REPOSITORY_TABS])
      expect(namesBeforePart(`acme/web/${part}`), part).toEqual(['acme/web']);
  });
});
