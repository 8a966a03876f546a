import { expect, it } from 'vitest';
import { locationExample } from './observation-example.ts';
import { termsOf } from './terms.ts';

const nothing = { path: null, packageName: null, image: null, resource: null, locations: [] };

it('names path, package and further places, cut to what an index holds without half a character', () => {
  const locations = [locationExample({ path: 'src/a.ts' }), locationExample({ path: 'src/b.ts' })];
  expect(termsOf({ ...nothing, path: 'src/a.ts', packageName: 'left-pad', locations })).toEqual([
    { kind: 'path', term: 'src/a.ts' },
    { kind: 'package', term: 'left-pad' },
    { kind: 'place', term: 'src/b.ts' },
  ]);
  const [cut] = termsOf({ ...nothing, path: `${'x'.repeat(499)}😀` });
  expect(cut?.term).toHaveLength(500);
  expect(cut?.term.isWellFormed()).toBe(true);
  expect(termsOf({ ...nothing, packageName: '' })).toEqual([]);
});
