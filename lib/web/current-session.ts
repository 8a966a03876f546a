import type { Context } from '#lib/context.ts';
import { cookieOf } from './authenticate.ts';
import { readSessionCookie, sessionCookieName } from './session-cookie.ts';

/** Id of the session that a request of the signed-in person came with; null for a token's. */
export async function currentSession(ctx: Context, cookies: string | null): Promise<string | null> {
  if (ctx.userId === null) return null;
  const cookie = cookieOf(cookies, sessionCookieName(ctx.env));
  const claim = cookie === null ? null : await readSessionCookie(ctx.env, cookie);
  return claim?.sessionId ?? null;
}
