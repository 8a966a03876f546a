import { describe, expect, it } from 'vitest';
import { environmentWords } from './environment-words.ts';

describe('what stands before an environment', () => {
  it.each([
    [{}, []],
    [
      { environment: { reviewers: 2, preventSelfReview: false, branches: 'protected' } },
      ['2 reviewers', 'only protected branches deploy', 'reviewers may approve their own'],
    ],
    [
      { environment: { reviewers: 0, preventSelfReview: false, branches: 'any' } },
      ['nobody is asked', 'every branch may deploy'],
    ],
    [{ environment: { reviewers: null, branches: null } }, []],
    [{ runner_group: { publicRepositories: true, restricted: false } }, ['open to public repositories']],
    [{ runner_group: { publicRepositories: null } }, []],
    [{ branch: { reviews: null, blocksForcePush: true } }, ['asks for no review', 'no forced pushes']],
  ])('%j: %j', (controls, words) => {
    expect(environmentWords(controls)).toEqual(words);
  });
});
