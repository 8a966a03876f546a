/** Beside the schemas of scopes, because the first load of every page has this, and no schemas. */

/** The parameter of pages and of every read of the API. */
export const SCOPE = 'scope';

/** The scope that is one repository, as its own page shows it. */
export const repositoryScope = (name: string): string => `one:${name}`;

const HERE = 'http://plumbline.invalid';

/** Pages that show the same whatever is chosen, and are no part of the product's frame. */
const OUTSIDE = /^\/(?:docs|sign-in|setup)(?:\/|$)/;

/**
 * An address of this product, within the chosen scope. One that names a scope itself keeps that one; places within the
 * page and other sites stay as they are.
 */
export function withScope(address: string, scope: string | null): string {
  if (scope === null || !/^\/(?![/\\])/.test(address) || !URL.canParse(address, HERE)) return address;
  const url = new URL(address, HERE);
  if (url.origin !== HERE || OUTSIDE.test(url.pathname) || url.searchParams.has(SCOPE)) return address;
  const [path = '', hash] = address.split('#', 2);
  const value = encodeURIComponent(scope).replaceAll('%2F', '/').replaceAll('%3A', ':');
  return `${path}${path.includes('?') ? '&' : '?'}${SCOPE}=${value}${hash === undefined ? '' : `#${hash}`}`;
}
