import { expect, it } from 'vitest';
import { termsOf } from './terms.ts';

it('names path and package, cut to what an index holds without half a character', () => {
  expect(termsOf({ path: 'src/a.ts', packageName: 'left-pad' })).toEqual([
    { kind: 'path', term: 'src/a.ts' },
    { kind: 'package', term: 'left-pad' },
  ]);
  const [cut] = termsOf({ path: `${'x'.repeat(499)}😀`, packageName: null });
  expect(cut?.term).toHaveLength(500);
  expect(cut?.term.isWellFormed()).toBe(true);
  expect(termsOf({ path: null, packageName: '' })).toEqual([]);
});
