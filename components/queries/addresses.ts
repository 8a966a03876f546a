import type { RepositoryTab } from '#lib/contracts/reserved-names.ts';
import type { UploadChange } from '#lib/domain/finding/event.ts';
import { type Category, FINDING_STATES, type Severity } from '#lib/domain/finding/finding.ts';

/** Screens by what they show. Names hold slashes (`group/sub/name`), which stay slashes in an address. */
export function repositoryHref(name: string): string {
  return `/repositories/${name.split('/').map(encodeURIComponent).join('/')}`;
}

/** A tab of its page; null: the overview. */
export const repositoryTabHref = (name: string, tab: RepositoryTab | null): string =>
  tab === null ? repositoryHref(name) : `${repositoryHref(name)}/${tab}`;

/** A finding by its reference, as people say it: `acme/web#412`. */
export function findingRefHref(ref: string): string {
  const at = ref.lastIndexOf('#');
  return `${repositoryHref(ref.slice(0, at))}/findings/${ref.slice(at + 1)}`;
}

export function repositoryApi(name: string): string {
  return `/api/v1/repos/${name.split('/').map(encodeURIComponent).join('/')}`;
}

/** What the score means, with the numbers of one repository or of the organization. */
export const scoreHref = (repo?: string): string =>
  repo === undefined ? '/score' : `/score?repo=${encodeURIComponent(repo).replaceAll('%2F', '/')}`;

/** The accepted risks, of all or of one repository. */
export const acceptedHref = (repo?: string): string =>
  `/exceptions?kind=accepted${repo === undefined ? '' : `&repo=${encodeURIComponent(repo).replaceAll('%2F', '/')}`}`;

/** The exceptions that a rule made. */
export const ruleExceptionsHref = (rule: number): string => `/exceptions?rule=${rule}`;

export const uploadHref = (id: string): string => `/ingest/${encodeURIComponent(id)}`;

export const mailHref = (id: number): string => `/mails/${id}`;

export const teamHref = (slug: string): string => `/settings/teams/${encodeURIComponent(slug)}`;

/** Signing in, which leads back to `path`. */
export const signInHref = (path: string): string =>
  path === '/' ? '/sign-in' : `/sign-in?${new URLSearchParams({ next: path })}`;

/** The list of findings; `search` is what stands behind the question mark. */
export const findingListHref = (search: string): string => (search === '' ? '/findings' : `/findings?${search}`);

export interface FindingsLink {
  repo?: string;
  severity?: readonly Severity[];
  category?: readonly Category[];
  scanner?: string;
  pipeline?: string;
}

/** The list of open findings with these filters: what a number on another screen leads to. */
export function findingsHref(link: FindingsLink = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(link)) {
    if (value !== undefined && value.length > 0)
      search.set(name, Array.isArray(value) ? value.join(',') : String(value));
  }
  const query = search.toString().replaceAll('%2C', ',').replaceAll('%2F', '/');
  return findingListHref(query);
}

/** What an upload did to findings, as it counts it, in whatever state they are now. */
export function changedHref(upload: string, changes: readonly UploadChange[]): string {
  return findingListHref(
    `upload=${encodeURIComponent(upload)}&change=${changes.join()}&state=${FINDING_STATES.join()}`,
  );
}

/** A category of the score holds several of those that findings have. */
export function findingCategories(category: Category): Category[] {
  if (category === 'dependency') return ['dependency', 'container'];
  return category === 'pipeline' ? ['pipeline', 'privilege'] : [category];
}

/** The API answers whole addresses; inside the product only the path counts, whatever host people came by. */
export function pathOf(url: string): string {
  if (!URL.canParse(url, 'http://plumbline.invalid')) return '/';
  const { pathname, search, hash } = new URL(url, 'http://plumbline.invalid');
  return pathname + search + hash;
}
