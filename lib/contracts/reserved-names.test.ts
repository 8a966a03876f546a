import { globSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { OPERATIONS } from './operations.ts';
import { isReservedName } from './reserved-names.ts';

describe('names that are addresses', () => {
  it.each(['acme/web/posture', 'acme/web/Findings', 'acme/web/findings/7', 'group/sub/web/coverage'])(
    'are reserved: %s',
    (name) => expect(isReservedName(name)).toBe(true),
  );

  it.each(['acme/posture', 'posture/findings', 'group/sub/web', 'acme/web/posture-2'])('are not: %s', (name) =>
    expect(isReservedName(name)).toBe(false),
  );

  it('are all that API and screens put behind the name of a repository', () => {
    const ofApi = OPERATIONS.flatMap(({ path }) => /^\/api\/v1\/repos\/\{name\}\/([^/]+)/.exec(path)?.[1] ?? []);
    const root = 'app/(dashboard)/repositories/[[]owner]/[[]name]/';
    const ofScreens = globSync(`${root}*`).map((path) => path.split('/').at(-1) ?? '');
    expect(ofApi.length).toBeGreaterThan(1);
    expect(ofScreens.length).toBeGreaterThan(0);
    for (const part of [...ofApi, ...ofScreens]) expect(isReservedName(`acme/web/${part}`), part).toBe(true);
  });
});
