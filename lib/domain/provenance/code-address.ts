/** A repository by the address that tools write of it: where it is, and its path there, in lower case. */
export interface CodeAddress {
  /** Null where only a name is written. */
  host: string | null;
  path: string;
}

const SCHEME = /^(?:https?|ssh|git|git\+https|git\+ssh):\/\/(?:[^/@]*@)?([^/:?#]+)(?::\d+)?\/+([^?#]*)/i;
/** `git@github.com:acme/web.git` */
const SCP = /^[^/@:\s]+@([^/:\s]+):(?!\/\/)([^?#\s]+)$/;
/** `github.com/acme/web`: a first part with a dot is a host. */
const BARE = /^([a-z0-9-]+(?:\.[a-z0-9-]+)+)\/(.+\/.+)$/i;
const NAME = /^[\w.-]+(?:\/[\w.~-]+)+$/;

/** Null for what names no repository: a folder, or nothing that is known as an address. */
export function codeAddressOf(text: string): CodeAddress | null {
  const found = SCHEME.exec(text) ?? SCP.exec(text) ?? BARE.exec(text);
  if (found !== null) return pathIn((found[1] ?? '').toLowerCase(), found[2] ?? '');
  return NAME.test(text) && !/^\.{1,2}\//.test(text) ? pathIn(null, text) : null;
}

/** Without what hosts put around the name: `.git`, `scm/` and `_git/`, and the host of SSH where it has one of its own. */
function pathIn(host: string | null, written: string): CodeAddress | null {
  const path = written
    .toLowerCase()
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .replace(/^(?:scm|v3)\//, '')
    .replace(/^projects\/([^/]+)\/repos\//, '$1/')
    .replace('/_git/', '/');
  return /^[^/\s]+(?:\/[^/\s]+)+$/.test(path) ? { host: host?.replace(/^(?:ssh|altssh)\./, '') ?? null, path } : null;
}
