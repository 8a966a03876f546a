import { hashText } from '#lib/domain/identity/hash.ts';
import { cleanText } from './normalise-text.ts';

const MAX_INPUT = 65_536;
// An index entry of Postgres takes 2704 bytes; a longer path keeps its beginning and stays distinct by a hash.
const MAX_PATH = 800;

function shorten(path: string): string {
  return path.length <= MAX_PATH
    ? path
    : `${path.slice(0, MAX_PATH - 20).toWellFormed()}…${hashText(path).slice(0, 16)}`;
}

// Where CI systems check a repository out. Each ends where the repository's root begins; `_` is one path segment.
const WORK_DIRECTORIES: ReadonlyArray<readonly string[]> = [
  ['github', 'workspace'],
  ['home', 'runner', 'work', '_', '_'],
  ['Users', 'runner', 'work', '_', '_'],
  ['runner', '_work', '_', '_'],
  ['home', 'runner', '_work', '_', '_'],
  ['actions-runner', '_work', '_', '_'],
  ['__w', '_', '_'],
  ['builds', '_', '_'],
  ['home', 'vsts', 'work', '#', 's'],
  ['Users', 'runner', 'work', '#', 's'],
  ['home', 'circleci', 'project'],
  ['root', 'project'],
  ['home', 'travis', 'build', '_', '_'],
  ['opt', 'atlassian', 'pipelines', 'agent', 'build'],
  ['var', 'jenkins_home', 'workspace', '_'],
  ['var', 'lib', 'jenkins', 'workspace', '_'],
  ['home', 'jenkins', 'agent', 'workspace', '_'],
  ['home', 'jenkins', 'workspace', '_'],
  ['drone', 'src'],
  ['bitrise', 'src'],
];

// Directories at which container images of scanners expect the repository to be mounted.
const MOUNT_POINTS: ReadonlySet<string> = new Set(['src', 'workspace', 'code', 'repo', 'scan']);

const isNumber = (text: string | undefined): boolean => text !== undefined && /^\d{1,9}$/.test(text);

function matches(pattern: readonly string[], segments: readonly string[]): boolean {
  if (segments.length <= pattern.length) return false;
  return pattern.every((part, index) => {
    const segment = segments[index];
    return part === '_' || (part === '#' ? isNumber(segment) : part === segment);
  });
}

/** How many leading segments of an absolute path are the place of the checkout. */
function workDirectoryDepth(segments: readonly string[], drive: boolean): number {
  const [first, second, third] = segments;
  if (drive && first === 'a' && segments.length > 3) {
    if (isNumber(second) && third === 's') return 3;
    if (second === third) return 3;
  }
  // Older GitLab runners: /builds/<runner>/<number>/<group>/<project>/
  if (first === 'builds' && isNumber(third) && segments.length > 5) return 5;
  for (const pattern of WORK_DIRECTORIES) if (matches(pattern, segments)) return pattern.length;
  if (!drive && first !== undefined && MOUNT_POINTS.has(first) && segments.length > 1) return 1;
  return 0;
}

function decodePercent(path: string): string {
  let result = path;
  // Twice encoded paths exist (SARIF in SARIF); a bound keeps hostile ones cheap.
  for (let pass = 0; pass < 3 && /%[0-9A-Fa-f]{2}/.test(result); pass += 1) {
    try {
      result = decodeURIComponent(result);
    } catch {
      return result;
    }
  }
  return result;
}

function resolveSegments(path: string): string[] {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..') segments.pop();
    else segments.push(segment);
  }
  return segments;
}

// Fast path: most paths need no change, and a report may have a million.
const PLAIN = /^\.?[\w@+-][\w@+. -]*(?:\/\.?[\w@+-][\w@+. -]*)*$/;

/**
 * One file, one path: relative to the repository's root, `/` between segments, NFC, case kept, never above the root.
 * Web addresses stay as they are. `null` when nothing but the root is left.
 */
export function normalisePath(raw: string | null): string | null {
  if (raw === null || raw === '') return null;
  if (raw.length < 512 && PLAIN.test(raw) && !raw.endsWith(' ')) return raw;
  const text = cleanText(raw).trim().slice(0, MAX_INPUT).toWellFormed();
  if (/^(?:https?|ssh|git|oci|docker|s3|gs):\/\//i.test(text)) return shorten(text);
  const uri = /^file:/i.test(text);
  const bare = uri ? text.slice(5).replace(/^\/\/(?:localhost(?=\/))?/i, '') : text;
  const slashed = cleanText(decodePercent(bare)).replaceAll('\\', '/');
  const unprefixed = slashed.replace(/^\/\/[?.]\//, '/');
  const drive = /^\/?[A-Za-z]:(?=\/|$)/.exec(unprefixed);
  const rest = drive ? unprefixed.slice(drive[0].length) : unprefixed;
  const segments = resolveSegments(rest);
  const absolute = drive !== null || rest.startsWith('/');
  const depth = absolute ? workDirectoryDepth(segments, drive !== null) : 0;
  const path = segments.slice(depth).join('/').normalize('NFC');
  return path === '' ? null : shorten(path);
}

/**
 * A path of a scanner that writes `/x` for the repository's `x`, so that a folder of the repository (`/src/x`) is not
 * taken for the place where a checkout is mounted. Everything else stays as it is.
 */
export function fromRepositoryRoot(path: string): string {
  const first = /^\/([^/]{1,20})\/./.exec(path)?.[1];
  return first !== undefined && MOUNT_POINTS.has(first) ? path.slice(1) : path;
}
