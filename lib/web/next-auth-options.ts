import type { NextAuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { z } from 'zod';
import { Fault } from '#lib/errors.ts';
import { createLog } from '#lib/log.ts';
import { signIn } from '#lib/services/access/sign-in.ts';
import { SESSION_SECONDS, type SessionOrigin, startSession } from '#lib/services/access/start-session.ts';
import type { System } from '#lib/system.ts';
import { authSecret, csrfCookieName, isSecure, sessionCookieName } from './session-cookie.ts';

const log = createLog('web');
/** Text without NUL, which Postgres refuses. */
const typed = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine((text) => !text.includes('\0'));
const credentials = z.object({ email: typed(254), password: typed(200) });

/** Checks a password. The message of a thrown error reaches the form: a code, or the seconds to wait. */
async function authorize(
  system: System,
  input: unknown,
  origin: SessionOrigin,
): Promise<{ id: string; email: string } | null> {
  const parsed = credentials.safeParse(input);
  if (!parsed.success) return null;
  try {
    const { source } = origin;
    const account = await signIn(system.systemSql, { ...parsed.data, source }, system.now(), log);
    if (account === null) return null;
    const begun = { accountId: account.id, origin, signsIn: true };
    const session = await startSession(system.systemSql, begun, system.now());
    // Pass the session's id to the `jwt` callback; nothing else about the person goes into the cookie.
    return { id: `${account.id}:${session.id}`, email: '' };
  } catch (error) {
    if (error instanceof Fault && error.retryAfter !== null) throw new Error(`Wait${error.retryAfter}`);
    log.error({ err: error }, 'sign-in failed');
    throw new Error('Unavailable');
  }
}

function providerOf(system: System, origin: SessionOrigin) {
  return Credentials({
    name: 'E-mail and password',
    credentials: { email: { type: 'email' }, password: { type: 'password' } },
    authorize: (input) => authorize(system, input, origin),
  });
}

const callbacks: NonNullable<NextAuthOptions['callbacks']> = {
  // Called at sign-in only: afterwards session-cookie.ts reads the cookie.
  async jwt({ user }) {
    const [sub = '', sid] = String(user.id).split(':');
    return { sub, sid };
  },
};

/** The sign-in library's settings, for a request from `origin`. Another provider (SSO) is another entry of `providers`, ending in the same session row. */
export function nextAuthOptions(system: System, origin: SessionOrigin): NextAuthOptions {
  const secure = isSecure(system.env);
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure } as const;
  return {
    secret: authSecret(system.env),
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    useSecureCookies: secure,
    cookies: {
      sessionToken: { name: sessionCookieName(system.env), options },
      csrfToken: { name: csrfCookieName(system.env), options },
    },
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    providers: [providerOf(system, origin)],
    callbacks,
    logger: {
      error: (code, detail) =>
        log.warn({ code, detail: detail instanceof Error ? detail.message : undefined }, 'next-auth'),
      warn: (code) => log.debug({ code }, 'next-auth'),
      debug: () => undefined,
    },
  };
}
