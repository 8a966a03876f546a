import { describe, expect, it } from 'vitest';
import { matchRef } from './match-ref.ts';

describe('matchRef', () => {
  it.each([
    ['main', 'main', true],
    ['main', 'mainly', false],
    ['*', 'x', true],
    ['*', 'x/y', false],
    ['**/*', 'x', true],
    ['**/*', 'x/y/z', true],
    ['release/*', 'release/a', true],
    ['release/*', 'release/a/b', false],
    ['release/**/*', 'release/a', true],
    ['release/**/*', 'release/a/b', true],
    ['release/**', 'release/a/b', false],
    ['v?.x', 'v1.x', true],
    ['v?.x', 'v1ax', false],
    ['v[0-9]', 'v7', true],
    ['v[!0-9]', 'v7', false],
    ['v[!0-9]', 'vx', true],
    ['a.b', 'axb', false],
    ['a\\*b', 'a*b', true],
    ['a\\*b', 'axb', false],
    ['(a|b)+', 'a', false],
    ['[z-a]', '[z-a]', true],
  ])('%s and %s', (pattern, name, expected) => {
    expect(matchRef(pattern, name)).toBe(expected);
  });
});
