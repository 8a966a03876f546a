import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchRef } from './match-ref.ts';
import { probeNames } from './probe-names.ts';

const part = fc.constantFrom('*', 'a*', '*b', 'a', 'b', 'ab');
const pattern = fc.oneof(
  fc.array(part, { minLength: 1, maxLength: 2 }).map((parts) => parts.join('/')),
  fc.constantFrom('**/*', 'a/**/*', '**/b'),
);

/** All names of up to three folders over parts that tell these patterns apart. */
const PARTS = ['a', 'b', 'ab', 'axb', 'ax', 'xb', 'x'];
const NAMES = [
  ...PARTS,
  ...PARTS.flatMap((a) => PARTS.map((b) => `${a}/${b}`)),
  ...PARTS.flatMap((a) => PARTS.flatMap((b) => PARTS.map((c) => `${a}/${b}/${c}`))),
];

describe('probeNames', () => {
  it('finds a name that escapes all patterns, where there is one', () => {
    fc.assert(
      fc.property(fc.array(pattern, { maxLength: 4 }), (patterns) => {
        const escapes = (name: string) => !patterns.some((each) => matchRef(each, name));
        expect(probeNames(patterns).some(escapes)).toBe(NAMES.some(escapes));
      }),
      { numRuns: 500 },
    );
  });

  it('finds a name that two exceptions mean together, where there is one', () => {
    fc.assert(
      fc.property(pattern, pattern, (first, second) => {
        const both = (name: string) => matchRef(first, name) && matchRef(second, name);
        if (!first.includes('/') && !second.includes('/'))
          expect(probeNames([first, second]).some(both)).toBe(NAMES.some(both));
      }),
      { numRuns: 500 },
    );
  });

  it('makes names that a repository would take', () => {
    const names = probeNames(['~ALL', '', 'release/**/*', '/x/', 'v[0-9]', 'v[!0-9]', 'a\\*b', '*/*/*/*/*/*/*/*']);
    for (const name of names) expect(/^\/|\/$|\/\/|~|\[/.test(name), name).toBe(false);
    expect(names).toContain('v0');
  });
});
