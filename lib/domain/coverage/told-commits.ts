/** A commit as it is told: newest first, by their whole hashes. Instants in milliseconds. */
export interface ToldCommit {
  sha: string;
  at: number;
}

interface KnownCommit {
  number: number;
  sha: string;
  committedAt: Date;
}

/** So many commits of a branch are known at most. */
export const COMMITS_KEPT = 500;

export interface CommitsChange {
  /** Known ones with higher numbers are no part of the branch any more. */
  forgetAbove: number;
  /** Known ones with lower numbers are too old. */
  forgetBelow: number;
  /** What joins, the oldest first. */
  added: KnownCommit[];
}

/**
 * What a told list changes in what is known, the oldest first. It goes on from the newest commit of it that is known; where it
 * has none of them, nobody knows what lies between, and what was known is over. A commit is never older than the one before
 * it, nor of the future: clocks of those who commit differ.
 */
export function joinCommits(known: readonly KnownCommit[], told: readonly ToldCommit[], now: number): CommitsChange {
  const bySha = new Map(known.map((commit) => [commit.sha, commit]));
  const place = told.findIndex(({ sha }) => bySha.has(sha));
  const base = place === -1 ? undefined : bySha.get(told[place]?.sha ?? '');
  const news = told.slice(0, place === -1 ? undefined : place).toReversed();
  const last = base?.number ?? 0;
  let at = base?.committedAt.getTime() ?? 0;
  const added = news.map((commit, index) => {
    at = Math.max(at, Math.min(commit.at, now));
    return { number: last + 1 + index, sha: commit.sha, committedAt: new Date(at) };
  });
  const kept = known.filter(({ number }) => number <= (base?.number ?? 0));
  const all = [...kept, ...added].slice(-COMMITS_KEPT);
  return { forgetAbove: base?.number ?? 0, forgetBelow: all[0]?.number ?? 0, added: added.slice(-COMMITS_KEPT) };
}
