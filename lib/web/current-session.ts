import type { Context } from '#lib/context.ts';
import type { Env } from '#lib/env.ts';
import { Fault } from '#lib/errors.ts';
import type { SessionClaim } from '#lib/services/access/identify-session.ts';
import { cookieOf } from './authenticate.ts';
import { readSessionCookie, sessionCookieName } from './session-cookie.ts';

/** Id of the session that a request of the signed-in person came with; null for a token's. */
export async function currentSession(ctx: Context, cookies: string | null): Promise<string | null> {
  if (ctx.userId === null) return null;
  const cookie = cookieOf(cookies, sessionCookieName(ctx.env));
  const claim = cookie === null ? null : await readSessionCookie(ctx.env, cookie);
  return claim?.sessionId ?? null;
}

/** What the session cookie of a request claims. @throws Fault `unauthenticated` without one that can be read */
export async function claimOfRequest(env: Env, request: Request): Promise<SessionClaim> {
  const cookie = cookieOf(request.headers.get('cookie'), sessionCookieName(env));
  const claim = cookie === null ? null : await readSessionCookie(env, cookie);
  if (claim === null) throw new Fault('unauthenticated', 'You are not signed in. Sign in, then open the link again.');
  return claim;
}
