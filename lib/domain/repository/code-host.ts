/** Where people read a repository's code. Links are made from templates: of a report only path, line and commit enter. */

export const CODE_HOSTS = ['github', 'gitlab', 'bitbucket', 'bitbucket_server', 'azure', 'gitea'] as const;
export type CodeHost = (typeof CODE_HOSTS)[number];

/** A repository at its code host; `url` is its https address there, without a slash at the end. */
export interface CodePlace {
  host: CodeHost;
  url: string;
}

/** Lines of a file at one commit. */
export interface CodeLines {
  path: string;
  commit: string;
  startLine: number | null;
  endLine: number | null;
}

const NAME = '[A-Za-z0-9_][A-Za-z0-9._-]{0,99}';

/** Hosts that everybody knows, and how the address of a run begins there with the repository's own. */
const KNOWN: Readonly<Record<string, { host: CodeHost; run: RegExp }>> = {
  'github.com': { host: 'github', run: new RegExp(`^(/${NAME}/${NAME})/actions/runs/`) },
  'gitlab.com': { host: 'gitlab', run: new RegExp(`^((?:/${NAME}){2,20})/-/(?:pipelines|jobs)/`) },
  'bitbucket.org': { host: 'bitbucket', run: new RegExp(`^(/${NAME}/${NAME})/(?:addon/)?pipelines/`) },
  'gitea.com': { host: 'gitea', run: new RegExp(`^(/${NAME}/${NAME})/actions/runs/`) },
  'codeberg.org': { host: 'gitea', run: new RegExp(`^(/${NAME}/${NAME})/actions/runs/`) },
};

/** The repository that a run's address belongs to; null for a host that is not known, whose address anybody may write. */
export function codePlaceOfRun(runUrl: string): CodePlace | null {
  if (runUrl.length > 2048 || !URL.canParse(runUrl)) return null;
  const { protocol, host: name, username, pathname } = new URL(runUrl);
  const known = Object.hasOwn(KNOWN, name) ? KNOWN[name] : undefined;
  if (protocol !== 'https:' || username !== '' || known === undefined) return null;
  const path = known.run.exec(pathname)?.[1];
  if (path === undefined || path.split('/').some((part) => part === '..' || part === '.')) return null;
  return { host: known.host, url: `https://${name}${path}` };
}

/** Where a person said that a repository is; null: nobody did. */
export function codePlaceOf({ codeHost: host, codeUrl: url }: StoredPlace): CodePlace | null {
  return host === null || url === null ? null : { host, url };
}

interface StoredPlace {
  codeHost: CodeHost | null;
  codeUrl: string | null;
}

/** Files that CI of a code host is written in: a pipeline that is called so ran there, and its run has a number of that host. */
const CI_OF: readonly (readonly [host: CodeHost, file: RegExp])[] = [
  ['github', /^\.github\/workflows\/[^/]+\.ya?ml$/],
  ['gitlab', /^\.gitlab-ci\.yml(?:#|$)/],
  ['bitbucket', /^bitbucket-pipelines\.yml(?:#|$)/],
  ['azure', /^azure-pipelines\.ya?ml(?:#|$)/],
];

/** The address of a run at the code host; null where it is not certain that the host's own CI ran it: code of one is often built by another. */
export function runUrlOf(
  { host, url }: CodePlace,
  { pipeline, id, attempt }: { pipeline: string; id: string; attempt: number },
): string | null {
  const isOwn = CI_OF.some(([own, file]) => own === host && file.test(pipeline));
  if (!isOwn || !/^[1-9]\d{0,18}$/.test(id) || !url.startsWith('https://')) return null;
  switch (host) {
    case 'github':
      return `${url}/actions/runs/${id}${attempt > 1 ? `/attempts/${attempt}` : ''}`;
    case 'gitlab':
      return `${url}/-/pipelines/${id}`;
    case 'bitbucket':
      return `${url}/pipelines/results/${id}`;
    case 'azure': {
      const project = /^(https:\/\/.+)\/_git\/[^/]+$/.exec(url)?.[1];
      return project === undefined ? null : `${project}/_build/results?buildId=${id}`;
    }
    case 'bitbucket_server':
    case 'gitea':
      return null;
  }
}

/** A path within the repository, made safe for an address; null for one that leads elsewhere. */
function encodedPath(path: string): string | null {
  const parts = path.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..') || /^[A-Za-z]:/.test(path)) return null;
  return path.isWellFormed() ? parts.map(encodeURIComponent).join('/') : null;
}

/** The address of these lines at the code host; null where there is nothing that it could lead to. */
export function codeUrl({ host, url }: CodePlace, { path, commit, startLine, endLine }: CodeLines): string | null {
  const file = encodedPath(path);
  if (file === null || !/^[0-9a-f]{7,64}$/i.test(commit)) return null;
  const last = startLine === null || endLine === null || endLine <= startLine ? null : endLine;
  const lines = (first: string, to: string): string =>
    startLine === null ? '' : `${first}${startLine}${last === null ? '' : `${to}${last}`}`;
  switch (host) {
    case 'github':
      return `${url}/blob/${commit}/${file}${lines('#L', '-L')}`;
    case 'gitlab':
      return `${url}/-/blob/${commit}/${file}${lines('#L', '-')}`;
    case 'bitbucket':
      return `${url}/src/${commit}/${file}${lines('#lines-', ':')}`;
    case 'bitbucket_server':
      return `${url}/browse/${file}?at=${commit}${lines('#', '-')}`;
    case 'gitea':
      return `${url}/src/commit/${commit}/${file}${lines('#L', '-L')}`;
    case 'azure': {
      const end = startLine === null ? '' : `&line=${startLine}&lineEnd=${(last ?? startLine) + 1}`;
      const columns = startLine === null ? '' : '&lineStartColumn=1&lineEndColumn=1';
      return `${url}?path=/${file}&version=GC${commit}${end}${columns}`;
    }
  }
}
