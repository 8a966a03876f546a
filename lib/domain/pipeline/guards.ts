/**
 * Conditions that keep strangers out. Only those without an "or" count, since the other side may let anybody in.
 */
const KEEPS_FORKS_OUT: readonly RegExp[] = [
  /github\.event\.pull_request\.head\.repo\.full_name\s*==\s*github\.(?:repository|event\.(?:pull_request\.base\.repo|repository)\.full_name)/i,
  /github\.repository\s*==\s*github\.event\.pull_request\.head\.repo\.full_name/i,
  /github\.event\.pull_request\.head\.repo\.full_name\s*==\s*'[^']+'/i,
  /github\.event\.pull_request\.head\.repo\.fork\s*==\s*false|!\s*github\.event\.pull_request\.head\.repo\.fork/i,
  /github\.event\.workflow_run\.head_repository\.full_name\s*==\s*(?:github\.repository|'[^']+')/i,
  /github\.event\.workflow_run\.event\s*==\s*'(?:push|schedule|workflow_dispatch|release)'/i,
  /github\.event\.workflow_run\.event\s*!=\s*'pull_request'/i,
  /github\.event_name\s*==\s*'(?:pull_request|push|schedule|workflow_dispatch|release|merge_group)'/i,
];

/** Whether a condition lets only code in that people with write access pushed. */
export function keepsForksOut(...conditions: readonly (string | null)[]): boolean {
  return conditions.some(
    (condition) =>
      condition !== null && !condition.includes('||') && KEEPS_FORKS_OUT.some((guard) => guard.test(condition)),
  );
}

/** Whether a job runs on the events of a pull request at all. */
export function isOffPullRequests(condition: string | null): boolean {
  if (condition === null || condition.includes('||')) return false;
  return (
    /github\.event_name\s*==\s*'(?!pull_request)[\w]+'/i.test(condition) ||
    /github\.event_name\s*!=\s*'pull_request'/i.test(condition) ||
    /github\.ref\s*==\s*'refs\/(?:heads|tags)\//i.test(condition) ||
    /startsWith\(\s*github\.ref\s*,\s*'refs\/tags/i.test(condition)
  );
}

/** Whether the author of a comment must be one of the repository's own people. */
export function asksForMembers(...conditions: readonly (string | null)[]): boolean {
  return conditions.some(
    (condition) => condition !== null && /author_association|getCollaboratorPermission|permission/i.test(condition),
  );
}
