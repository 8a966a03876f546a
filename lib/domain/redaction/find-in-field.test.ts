import { describe, expect, it } from 'vitest';
import { findInField } from './find-in-field.ts';

describe('a field whose name says that it holds a secret', () => {
  it.each([
    ['Made-up-88x', 'Made-up-88x'],
    // One value in every format, with quotes around it or without.
    ['"Made-up-88x"', 'Made-up-88x'],
    ["'Made-up-88x'", 'Made-up-88x'],
    ['"Made-up-88x', '"Made-up-88x'],
  ])('%s: the secret is %s', (text, secret) => {
    expect(findInField(text, 'Secret', null).map(({ start, end }) => text.slice(start, end))).toEqual([secret]);
  });
});
