/** A ref as people say it: `main`, `pull request 7`, `merge request 7`, `tag v1.2`. */
export function refWords(ref: string): string {
  const asked = /^refs\/(pull|merge-requests)\/(\d{1,12})(?:\/|$)/.exec(ref);
  if (asked !== null) return `${asked[1] === 'pull' ? 'pull request' : 'merge request'} ${asked[2]}`;
  return ref.startsWith('refs/tags/') ? `tag ${ref.slice('refs/tags/'.length)}` : ref;
}
