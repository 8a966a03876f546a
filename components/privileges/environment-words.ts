import { formatCount } from '#lib/format.ts';

type Controls = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const BRANCHES: Readonly<Record<string, string>> = {
  any: 'every branch may deploy',
  protected: 'only protected branches deploy',
  custom: 'only chosen branches deploy',
};

/** What stands before an environment, a runner group or a branch, as its system says it; what was not told is not said. */
export function environmentWords(controls: Controls): string[] {
  const { environment, runner_group: group, branch } = controls;
  const words: (string | null)[] = [];
  if (environment !== undefined) {
    const { reviewers, preventSelfReview, branches } = environment;
    words.push(
      typeof reviewers === 'number' ? (reviewers === 0 ? 'nobody is asked' : formatCount(reviewers, 'reviewer')) : null,
    );
    words.push(typeof branches === 'string' ? (BRANCHES[branches] ?? null) : null);
    if (preventSelfReview === false && reviewers !== 0) words.push('reviewers may approve their own');
  }
  if (group !== undefined) {
    const { publicRepositories, restricted } = group;
    if (publicRepositories === true) words.push('open to public repositories');
    if (publicRepositories === false) words.push('closed to public repositories');
    if (restricted === true) words.push('chosen workflows only');
  }
  if (branch !== undefined) {
    const { reviews, blocksForcePush } = branch;
    words.push(reviews === null ? 'asks for no review' : 'asks for a review');
    if (blocksForcePush === true) words.push('no forced pushes');
  }
  return words.filter((word) => word !== null);
}
