/** `refs/heads/main` and `main` are one ref; tags and pull requests keep their full name. */
export function canonicalRef(ref: string): string {
  return ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : ref;
}

const LONG_LIVED = new Set([
  'main',
  'master',
  'trunk',
  'develop',
  'development',
  'dev',
  'default',
  'mainline',
  'production',
  'release',
]);

/** Best guess for a repository that nobody described: a long-lived branch that its first report names, else `main`. */
export function guessDefaultBranch(ref: string | null): string {
  const branch = ref === null ? 'main' : canonicalRef(ref);
  return LONG_LIVED.has(branch.toLowerCase()) ? branch : 'main';
}

/** Whether reports of this ref make posture: the default branch and what the repository lists. */
export function isTracked(ref: string, repository: { defaultBranch: string; trackedRefs: readonly string[] }): boolean {
  return ref === repository.defaultBranch || repository.trackedRefs.includes(ref);
}
