import fc from 'fast-check';
import { expect, it } from 'vitest';
import { matchesPath } from './matches-path.ts';
import { matchesWord } from './matches-word.ts';

it.each([
  ['test/', 'test/a.ts', true],
  ['test/', 'packages/web/test/deep/a.ts', true],
  ['test/', 'latest/a.ts', false],
  ['test/', 'src/test.ts', false],
  ['**/test/**', 'test/a.ts', true],
  ['**/test/**', 'a/b/test/c/d.ts', true],
  ['src/**/mocks/**', 'src/mocks/a.ts', true],
  ['src/**/mocks/**', 'src/x/y/mocks/a.ts', true],
  ['src/**/mocks/**', 'lib/src/mocks/a.ts', false],
  ['*.test.ts', 'src/deep/a.test.ts', true],
  ['*.test.ts', 'src/deep/a.test.tsx', false],
  ['src/*.ts', 'src/a.ts', true],
  ['src/*.ts', 'src/a/b.ts', false],
  ['/src/a.ts', './src/a.ts', true],
  ['SRC/a.ts', 'src/a.ts', false],
  ['src/a.ts', 'src/a.tsx', false],
  ['docs', 'docs', true],
  ['a.(t|j)s', 'a.ts', false],
])('%s and %s: %s', (pattern, path, matches) => {
  expect(matchesPath(pattern, path)).toBe(matches);
});

const name = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 3 }).map((text) => `a${text}`);
const path = fc.array(name, { minLength: 1, maxLength: 5 });

it('a path matches itself, and every pattern that has a star in place of a part of it', () => {
  fc.assert(
    fc.property(path, fc.nat(), fc.nat(), (parts, at, cut) => {
      const whole = `/${parts.join('/')}`;
      expect(matchesPath(whole, whole)).toBe(true);
      const index = at % parts.length;
      const part = parts[index] ?? '';
      const starred = [
        ...parts.slice(0, index),
        `${part.slice(0, cut % (part.length + 1))}*`,
        ...parts.slice(index + 1),
      ];
      expect(matchesPath(`/${starred.join('/')}`, whole)).toBe(true);
      const below = [...parts.slice(0, index), '**', ...parts.slice(index + (cut % 2))];
      expect(matchesPath(`/${below.join('/')}`, whole)).toBe(true);
    }),
  );
});

it('answers as an expression made of the pattern would', () => {
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 });
  const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 10 });
  fc.assert(
    fc.property(pattern, text, (wanted, given) => {
      expect(matchesWord(wanted, given)).toBe(new RegExp(`^${wanted.replace(/\*+/g, '.*')}$`).test(given));
    }),
  );
});

it('takes no time to speak of for a pattern that is meant to', () => {
  const before = performance.now();
  expect(matchesPath(`${'**/a*a*a*a*/'.repeat(20)}b`, `${'aaaaaaaaaaaaaaaaaaaa/'.repeat(100)}c`)).toBe(false);
  expect(performance.now() - before).toBeLessThan(1000);
});
