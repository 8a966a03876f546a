import type { Env } from '#lib/env.ts';
import { cookieOf } from './authenticate.ts';
import { attemptCookieNames } from './next-auth-base.ts';
import { csrfCookieName } from './session-cookie.ts';

/** Those of the named cookies that the request has and that can be decoded. */
function named(request: Request, names: readonly string[]): Record<string, string> {
  const found = names.flatMap((name): [string, string][] => {
    const value = cookieOf(request.headers.get('cookie'), name);
    try {
      return value === null ? [] : [[name, decodeURIComponent(value)]];
    } catch {
      return [];
    }
  });
  return Object.fromEntries(found);
}

/** The library's CSRF cookie. */
export const csrfCookies = (env: Env, request: Request) => named(request, [csrfCookieName(env)]);

/** The library's cookies of an attempt at a provider. */
export const attemptCookies = (env: Env, request: Request) => named(request, attemptCookieNames(env));
