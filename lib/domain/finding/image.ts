export interface ImageRef {
  /** Registry with port, path; no tag, no digest, no folder of an archive. `''` when the reference is only a digest. */
  name: string;
  tag: string | null;
  digest: string | null;
}

/** What an image is called whose report gives it no name: its digest is another one with every build. */
export const UNNAMED_IMAGE = 'unnamed image';

// `docker:24` is an image of that name: a transport without slashes has a whole reference behind it.
const TRANSPORT =
  /^(?:(?:docker-(?:daemon|archive|image)|oci-(?:archive|dir)|containers-storage)[:|]|(?:docker|podman|registry|oci|file):(?!\d{1,5}\/)(?=[^:/@]*[:/@]))(?:\/\/)?/i;
const DIGEST =
  /^(?:sha(?:256|512):)?[0-9a-f]{64}(?:[0-9a-f]{64})?$|^sha(?:256|512):[0-9a-f]{12,}$|^(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{12}$/i;
const ARCHIVE = /\.(?:tar|tgz|tar\.(?:gz|xz|zst|bz2)|oci|img)$/i;

/**
 * Splits an image reference. Docker Hub's implied `docker.io/library/` is left out, so that `nginx` has one name. Of an
 * archive or a folder the bare file name is left: a job has another folder, and often another version, every time.
 */
export function parseImage(reference: string): ImageRef {
  // The operating system behind the name: `nginx:1.25 (debian 12.4)`.
  const bare = reference
    .trim()
    .replace(TRANSPORT, '')
    .replace(/ \([^()]{0,100}(?:\([^()]{0,100}\))?[^()]{0,20}\)$/, '');
  if (DIGEST.test(bare)) return { name: '', tag: null, digest: bare.toLowerCase() };
  if (isFile(bare)) return { name: archiveName(bare), tag: null, digest: null };
  const at = bare.indexOf('@');
  const digest = at === -1 ? null : bare.slice(at + 1);
  const { name, tag } = splitTag(at === -1 ? bare : bare.slice(0, at));
  const short = name.replace(/^(?:(?:index|registry-1)\.)?docker\.io\//i, '').replace(/^library\/(?=[^/]+$)/, '');
  return { name: short, tag, digest: digest === '' ? null : digest };
}

/** References never begin like a path, nor do they end like an archive. */
function isFile(text: string): boolean {
  return /^(?:\.{0,2}[/\\]|[A-Za-z]:[/\\]|~\/)/.test(text) || ARCHIVE.test(text);
}

function archiveName(path: string): string {
  const file = path.split(/[/\\]/).findLast((part) => part !== '' && part !== '.' && part !== '..') ?? '';
  const plain = file.slice(0, 255).replace(ARCHIVE, '');
  // What stands where a tag would: `web-1.2.3`, `web_4711`, `web-3f2a9bcd`, `web:1.2`.
  const name = plain.replace(/(?:^|[-_.:@])(?:v?\d[\w.+-]{0,100}|(?=[a-f]*\d)[0-9a-f]{7,64})$/i, '');
  return /^(?:tmp|temp)?$/i.test(name) ? '' : name;
}

/** A colon in the first part is a port; in any other a tag begins, behind which some scanners add the name once more. */
function splitTag(text: string): { name: string; tag: string | null } {
  const parts = text.split('/');
  const place = parts.findIndex((part, index) => part.includes(':') && !isPort(parts, index));
  if (place === -1) return { name: text, tag: null };
  const part = parts[place] ?? '';
  const colon = part.indexOf(':');
  return { name: [...parts.slice(0, place), part.slice(0, colon)].join('/'), tag: part.slice(colon + 1) || null };
}

function isPort(parts: readonly string[], index: number): boolean {
  if (index > 0 || parts.length === 1) return false;
  const [host = '', port = ''] = (parts[0] ?? '').split(':');
  // `web:17/web` is a way to write the project `web` in the image `web:17`.
  return /^\d{1,5}$/.test(port) && !(parts.length === 2 && parts[1] === host && !/^localhost$|\./.test(host));
}

/** The repository of an image as the subject of a report; null where nothing names it. */
export function imageSubject(reference: string | null): string | null {
  const name = reference === null ? '' : parseImage(reference).name;
  return name === '' || name === UNNAMED_IMAGE ? null : name;
}

/**
 * The best name of an image among those that a report gives, best first: a reference to a repository, else the name of
 * an archive. A digest is no name.
 */
export function chooseImage(names: readonly (string | null)[]): string {
  const known = names.filter((name) => name !== null && parseImage(name).name !== '') as string[];
  return known.find((name) => !isFile(name.trim().replace(TRANSPORT, ''))) ?? known[0] ?? UNNAMED_IMAGE;
}
