import { describe, expect, it } from 'vitest';
import { canonicalRef, guessDefaultBranch, isTracked } from './ref.ts';

describe('ref', () => {
  it('takes the two spellings of a branch as one', () => {
    expect(canonicalRef('refs/heads/feature/x')).toBe('feature/x');
    expect(canonicalRef('refs/pull/7/merge')).toBe('refs/pull/7/merge');
    expect(canonicalRef('refs/tags/v1')).toBe('refs/tags/v1');
  });
  it('takes only a long-lived branch for the default one', () => {
    expect(guessDefaultBranch('refs/heads/develop')).toBe('develop');
    expect(guessDefaultBranch('feature/login')).toBe('main');
    expect(guessDefaultBranch('refs/pull/7/merge')).toBe('main');
    expect(guessDefaultBranch(null)).toBe('main');
  });
  it('tracks the default branch and what the repository lists, nothing else', () => {
    const repository = { defaultBranch: 'main', trackedRefs: ['release/2'] };
    expect(isTracked('main', repository)).toBe(true);
    expect(isTracked('release/2', repository)).toBe(true);
    expect(isTracked('refs/pull/7/merge', repository)).toBe(false);
  });
});
