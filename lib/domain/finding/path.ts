import { hashText } from '#lib/domain/identity/hash.ts';
import { checkoutDepth, MOUNT_POINTS } from './checkout.ts';
import { cleanText } from './normalise-text.ts';

const MAX_INPUT = 65_536;
// An index entry of Postgres takes 2704 bytes; a longer path keeps its beginning and stays distinct by a hash.
const MAX_PATH = 800;

function shorten(path: string): string {
  return path.length <= MAX_PATH
    ? path
    : `${path.slice(0, MAX_PATH - 20).toWellFormed()}…${hashText(path).slice(0, 16)}`;
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
 * @param root folder of the repository that relative paths are relative to, as `normaliseRoot` gives it
 */
export function normalisePath(raw: string | null, root = ''): string | null {
  if (raw === null || raw === '') return null;
  if (root === '' && raw.length < 512 && PLAIN.test(raw) && !raw.endsWith(' ')) return raw;
  const text = cleanText(raw).trim().slice(0, MAX_INPUT).toWellFormed();
  if (/^(?:https?|ssh|git|oci|docker|s3|gs):\/\//i.test(text)) return shorten(text);
  const uri = /^file:/i.test(text);
  const bare = uri ? text.slice(5).replace(/^\/\/(?:localhost(?=\/))?/i, '') : text;
  const slashed = cleanText(decodePercent(bare)).replaceAll('\\', '/');
  const unprefixed = slashed.replace(/^\/\/[?.]\//, '/');
  const drive = /^\/?[A-Za-z]:(?=\/|$)/.exec(unprefixed);
  const rest = drive ? unprefixed.slice(drive[0].length) : unprefixed;
  const absolute = drive !== null || /^(?:\/|~\/)/.test(rest);
  const segments = resolveSegments(absolute || root === '' ? rest : `${root}/${rest}`);
  const depth = absolute ? checkoutDepth(segments, drive !== null) : 0;
  const path = segments.slice(depth).join('/').normalize('NFC');
  return path === '' || (!absolute && path === root) ? null : shorten(path);
}

/**
 * A path of a scanner that writes `/x` for the `x` of the folder that it scanned: it is relative, and `/src/x` is no place
 * where a checkout is mounted. One in a known checkout folder of a CI system stays as it is.
 */
export function fromRepositoryRoot(path: string): string {
  if (!/^\/[^/]/.test(path)) return path;
  const segments = path.split('/').slice(1);
  return MOUNT_POINTS.has(segments[0] ?? '') || checkoutDepth(segments, false) === 0 ? path.slice(1) : path;
}

/**
 * A folder of the repository, spelled as its paths are; '' is the repository itself. Null for what is no folder of it: an
 * absolute path, an address, or one that leads out of it.
 */
export function normaliseRoot(raw: string): string | null {
  const slashed = cleanText(raw).trim().replaceAll('\\', '/');
  if (/^(?:\/|~|[A-Za-z][A-Za-z0-9+.-]*:)/.test(slashed)) return null;
  const folders: string[] = [];
  for (const segment of slashed.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') folders.push(segment);
    else if (folders.pop() === undefined) return null;
  }
  return folders.join('/').normalize('NFC');
}
