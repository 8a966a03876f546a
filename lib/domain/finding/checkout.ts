/**
 * Where CI systems check a repository out; each pattern ends where the repository's root begins. `_` is any folder, `#`
 * a number, `=` the same as the folder before, `hash` 16 hex digits.
 */
const FROM_ROOT: readonly string[] = [
  // GitHub Actions
  'github/workspace',
  'home/runner/work/_/_',
  'Users/runner/work/_/_',
  'runner/_work/_/_',
  'home/runner/_work/_/_',
  'actions-runner/_work/_/_',
  '__w/_/_',
  // GitLab
  'builds/_/#/_/_',
  'builds/_/_',
  // CircleCI, Travis, Bitbucket, Drone, Woodpecker, Bitrise, Semaphore, Concourse, Cirrus, Codefresh, Netlify
  'home/circleci/project',
  'Users/circleci/project',
  'Users/distiller/project',
  'root/project',
  '~/project',
  'home/travis/build/_/_',
  'Users/travis/build/_/_',
  'opt/atlassian/pipelines/agent/build',
  'drone/src',
  'woodpecker/src/_/_/_',
  'bitrise/src',
  'Users/vagrant/git',
  'home/semaphore/_',
  'tmp/build/_/_',
  'tmp/cirrus-ci-build',
  'codefresh/volume/_',
  'opt/build/repo',
  // AWS CodeBuild: the clone of a forge is some folders deeper
  'codebuild/output/_/src/github.com/_/_',
  'codebuild/output/_/src/gitlab.com/_/_',
  'codebuild/output/_/src/bitbucket.org/_/_',
  'codebuild/output/_/src/_/v1/repos/_',
  'codebuild/output/_/src',
];

/** The same of agents that people install in a folder of their own choice: wherever it is. */
const ANYWHERE: readonly string[] = [
  // Azure DevOps
  '_work/#/s',
  'work/#/s',
  // GitHub's self-hosted runners
  '_work/_/=',
  'actions-runner/_work/_/_',
  // Buildkite: agent, organization, pipeline
  'buildkite-agent/builds/_/_/_',
  'buildkite/builds/_/_/_',
  // GitLab: token, number
  'builds/_/#/_/_',
  // TeamCity
  'work/hash',
  // Bamboo
  'xml-data/build-dir/_',
  // GoCD
  'go-agent/pipelines/_',
];

/** Hosted Windows machines: `D:\a\1\s` of Azure, `D:\a\repo\repo` of GitHub, `C:\projects\repo` of AppVeyor. */
const ON_DRIVE: readonly string[] = ['a/#/s', 'a/_/=', 'projects/_'];

/** Directories at which container images of scanners expect the repository to be mounted. */
export const MOUNT_POINTS: ReadonlySet<string> = new Set(['src', 'workspace', 'code', 'repo', 'scan']);

type Part = (segment: string, before: string | undefined) => boolean;

function part(word: string): Part {
  if (word === '_') return () => true;
  if (word === '#') return (segment) => /^\d{1,9}$/.test(segment);
  if (word === '=') return (segment, before) => segment === before;
  if (word === 'hash') return (segment) => /^[0-9a-f]{16}$/i.test(segment);
  return (segment) => segment === word || segment.toLowerCase() === word.toLowerCase();
}

const parsed = (patterns: readonly string[]): Part[][] => patterns.map((pattern) => pattern.split('/').map(part));
const fromRoot = parsed(FROM_ROOT);
const anywhere = parsed(ANYWHERE);
const onDrive = parsed(ON_DRIVE);

/** Whether the pattern fits from `start` on and leaves something behind it. */
function fits(pattern: readonly Part[], segments: readonly string[], start: number): boolean {
  if (segments.length <= start + pattern.length) return false;
  return pattern.every((matches, index) => {
    const segment = segments[start + index];
    return segment !== undefined && matches(segment, segments[start + index - 1]);
  });
}

/** Agents lie within so many folders of the root. */
const MAX_DEPTH = 12;

/** Of Jenkins: the job's folder below `workspace`, where a folder above names Jenkins or its agent. */
function jenkinsDepth(segments: readonly string[]): number {
  const workspace = segments.slice(0, MAX_DEPTH).findIndex((segment) => segment.toLowerCase() === 'workspace');
  if (workspace < 1 || segments.length <= workspace + 2) return 0;
  const above = segments.slice(0, workspace);
  const agent = /^(?:agent|slave|remoting)$/i.test(above.at(-1) ?? '');
  return agent || above.some((segment) => /jenkins/i.test(segment)) ? workspace + 2 : 0;
}

function anywhereDepth(segments: readonly string[]): number {
  for (let start = 0; start < Math.min(segments.length, MAX_DEPTH); start += 1) {
    const pattern = anywhere.find((each) => fits(each, segments, start));
    if (pattern !== undefined) return start + pattern.length;
  }
  return 0;
}

/**
 * How many leading folders of an absolute path are the place of the checkout, not of the repository.
 * `drive`: the path began with a drive's letter, which is not among the segments.
 */
export function checkoutDepth(segments: readonly string[], drive: boolean): number {
  const known = (drive ? [...onDrive, ...fromRoot] : fromRoot).find((pattern) => fits(pattern, segments, 0));
  if (known !== undefined) return known.length;
  const depth = anywhereDepth(segments) || jenkinsDepth(segments);
  if (depth > 0 || drive) return depth;
  return MOUNT_POINTS.has(segments[0] ?? '') && segments.length > 1 ? 1 : 0;
}
