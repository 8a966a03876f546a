import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { targetVersion } from './target.ts';
import { compareVersions } from './version.ts';

/** Release lines are majors here: a finding has at most one fix in each. */
const fixes = fc
  .uniqueArray(fc.record({ major: fc.integer({ min: 1, max: 4 }), patch: fc.integer({ min: 1, max: 12 }) }), {
    minLength: 1,
    maxLength: 4,
    selector: ({ major }) => major,
  })
  .map((list) => list.map(({ major, patch }) => `${major}.0.${patch}`));
const current = fc.record({ major: fc.integer({ min: 1, max: 4 }), patch: fc.integer({ min: 0, max: 12 }) });
const group = fc.array(fixes, { minLength: 1, maxLength: 6 });
const ECOSYSTEMS = ['npm', 'pypi', 'gem', 'maven', 'golang', 'nuget', 'deb', 'rpm', 'apk', 'composer'];

describe.each(ECOSYSTEMS)('the version to go to, in %s', (ecosystem) => {
  const order = (a: string, b: string): number => compareVersions(a, b, ecosystem) ?? Number.NaN;
  /** Said otherwise than the code does: it has the fix of its own line, or the newest of all. */
  const isFixed = (version: string, list: readonly string[]): boolean =>
    list.some((fix) => fix.split('.')[0] === version.split('.')[0] && order(version, fix) >= 0) ||
    list.every((fix) => order(version, fix) >= 0);

  it('fixes every finding, is an upgrade, and nothing smaller that is known does both', () => {
    fc.assert(
      fc.property(group, current, (lists, { major, patch }) => {
        const inUse = `${major}.0.${patch}`;
        const able = [...new Set(lists.flat())]
          .filter((version) => order(version, inUse) > 0 && lists.every((list) => isFixed(version, list)))
          .sort(order);
        expect(targetVersion(lists, inUse, ecosystem)).toBe(able[0] ?? null);
      }),
      { numRuns: 200 },
    );
  });

  it('stays in the major in use, where that line has all fixes', () => {
    fc.assert(
      fc.property(
        group,
        current,
        fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 6, maxLength: 6 }),
        (lists, { major }, patches) => {
          const all = lists.map((list, index) => [
            ...list.filter((fix) => !fix.startsWith(`${major}.`)),
            `${major}.0.${patches[index]}`,
          ]);
          const highest = Math.max(...patches.slice(0, lists.length));
          expect(targetVersion(all, `${major}.0.0`, ecosystem)).toBe(`${major}.0.${highest}`);
        },
      ),
      { numRuns: 200 },
    );
  });
});
