import { expect, it } from 'vitest';
import { refWords } from './ref-words.ts';

it.each([
  ['main', 'main'],
  ['refs/pull/7/merge', 'pull request 7'],
  ['refs/pull/7', 'pull request 7'],
  ['refs/pull/7x', 'refs/pull/7x'],
  ['refs/merge-requests/12/head', 'merge request 12'],
  ['refs/tags/v1.2', 'tag v1.2'],
  ['feature/refs/pull/7/merge', 'feature/refs/pull/7/merge'],
])('people say of %s: %s', (ref, words) => {
  expect(refWords(ref)).toBe(words);
});
