import { describe, expect, it } from 'vitest';
import { shellWord } from './shell-word.ts';

describe('a word of a command', () => {
  it.each([
    ['lodash@4.17.21', 'lodash@4.17.21'],
    ['@babel/traverse', '@babel/traverse'],
    ['a name', "'a name'"],
    ['x; rm -rf /', "'x; rm -rf /'"],
    ["it's", "'it'\\''s'"],
    ['$(id)', "'$(id)'"],
  ])('%s is written %s', (text, word) => {
    expect(shellWord(text)).toBe(word);
  });

  it.each(['', '-rf', 'two\nlines', 'turned\u202earound', 'nul\0', 'x'.repeat(301)])(
    'is none where nobody should copy it: %j',
    (text) => {
      expect(shellWord(text)).toBeNull();
    },
  );
});
