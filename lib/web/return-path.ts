/** Header with the page's address, set by proxy.ts because layouts cannot know it otherwise. */
export const PATH_HEADER = 'x-plumbline-path';

/** An address on this site to go on to after signing in; anything else becomes the first screen. */
export function safeReturnPath(value: string | null | undefined): string {
  if (!value?.startsWith('/') || value.length > 2000) return '/';
  const base = 'http://plumbline.invalid';
  // The URL parser treats //host, /\host and control characters as a browser does.
  if (!URL.canParse(value, base)) return '/';
  const url = new URL(value, base);
  // Opening an invitation spends nothing: its page asks.
  if (url.origin === base && url.pathname === '/setup' && /^\?code=\w{20,200}$/.test(url.search)) {
    return url.pathname + url.search;
  }
  const leaves =
    url.origin !== base || url.pathname.startsWith('//') || /^\/(?:sign-in|setup|api)(?:\/|$)/.test(url.pathname);
  return leaves ? '/' : url.pathname + url.search;
}

export function signInPath(from: string | null): string {
  const path = safeReturnPath(from);
  return path === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`;
}
