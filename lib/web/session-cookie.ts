import { decode, encode } from 'next-auth/jwt';
import { z } from 'zod';
import type { Env } from '#lib/env.ts';
import { Fault } from '#lib/errors.ts';
import type { SessionClaim } from '#lib/services/access/identify-session.ts';
import { SESSION_SECONDS } from '#lib/services/access/start-session.ts';

/** Whether cookies can be `Secure` and have the prefix `__Host-`, which browsers accept over https only. */
export const isSecure = (env: Env): boolean => env.PUBLIC_URL.startsWith('https:');

export function sessionCookieName(env: Env): string {
  return isSecure(env) ? '__Host-plumbline-session' : 'plumbline-session';
}

/** Name of the sign-in library's CSRF cookie. */
export function csrfCookieName(env: Env): string {
  return `${isSecure(env) ? '__Host-' : ''}plumbline-csrf`;
}

/** @throws Fault `configuration` */
export function authSecret(env: Env): string {
  if (env.AUTH_SECRET !== undefined) return env.AUTH_SECRET;
  throw new Fault('configuration', 'AUTH_SECRET is not set: start Plumbline with `npm start`, which makes one.');
}

const claims = z.object({ sub: z.string().regex(/^[1-9]\d{0,9}$/), sid: z.string().min(16).max(100) });

/** What the cookie claims; null when it was forged or has expired. The session's row decides whether it is valid. */
export async function readSessionCookie(env: Env, value: string): Promise<SessionClaim | null> {
  const token = await decode({ token: value, secret: authSecret(env) }).catch(() => null);
  return claimOf(token);
}

export function claimOf(token: unknown): SessionClaim | null {
  const parsed = claims.safeParse(token);
  return parsed.success ? { sessionId: parsed.data.sid, accountId: Number(parsed.data.sub) } : null;
}

/** `Set-Cookie` for a session that was just started outside the sign-in form. */
export async function sessionCookie(env: Env, claim: SessionClaim): Promise<string> {
  const token = { sub: String(claim.accountId), sid: claim.sessionId };
  const value = await encode({ token, secret: authSecret(env), maxAge: SESSION_SECONDS });
  return cookieText(env, value, SESSION_SECONDS);
}

/** `Set-Cookie` that deletes the session cookie. */
export const endedSessionCookie = (env: Env): string => cookieText(env, '', 0);

function cookieText(env: Env, value: string, maxAge: number): string {
  const secure = isSecure(env) ? '; Secure' : '';
  return `${sessionCookieName(env)}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure}`;
}
