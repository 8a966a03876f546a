import type { NextAuthOptions } from 'next-auth';
import type { Env } from '#lib/env.ts';
import { createLog } from '#lib/log.ts';
import { SESSION_SECONDS } from '#lib/services/access/start-session.ts';
import { FLOW_SECONDS } from './flow-cookie.ts';
import { authSecret, csrfCookieName, isSecure, sessionCookieName } from './session-cookie.ts';

const log = createLog('web');

/** The library's cookies for one attempt at a provider. */
const ATTEMPT = ['pkceCodeVerifier', 'state', 'nonce'] as const;

export const attemptCookieName = (env: Env, kind: (typeof ATTEMPT)[number]): string =>
  `${isSecure(env) ? '__Host-' : ''}plumbline-${kind.toLowerCase()}`;

export const attemptCookieNames = (env: Env): string[] => ATTEMPT.map((kind) => attemptCookieName(env, kind));

function cookiesOf(env: Env): NonNullable<NextAuthOptions['cookies']> {
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure(env) } as const;
  const attempt = ATTEMPT.map((kind) => {
    return [kind, { name: attemptCookieName(env, kind), options: { ...options, maxAge: FLOW_SECONDS } }] as const;
  });
  return {
    sessionToken: { name: sessionCookieName(env), options },
    csrfToken: { name: csrfCookieName(env), options },
    ...Object.fromEntries(attempt),
  };
}

/** What the library says went wrong: its own words, or those of a provider, which are not ours to trust. */
function detailOf(detail: unknown): string | undefined {
  if (detail instanceof Error) return detail.message.slice(0, 500);
  if (typeof detail !== 'object' || detail === null || !('error' in detail)) return undefined;
  return detailOf(detail.error);
}

/** What is the same for all ways to sign in. */
export function nextAuthBase(env: Env): Omit<NextAuthOptions, 'providers'> {
  return {
    secret: authSecret(env),
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    useSecureCookies: isSecure(env),
    cookies: cookiesOf(env),
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    logger: {
      error: (code, detail) => log.warn({ code, detail: detailOf(detail) }, 'next-auth'),
      warn: (code) => log.debug({ code }, 'next-auth'),
      debug: () => undefined,
    },
  };
}
