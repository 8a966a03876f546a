import NextAuth, { type NextAuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { z } from 'zod';
import { Fault } from '#lib/errors.ts';
import { createLog } from '#lib/log.ts';
import { endSession } from '#lib/services/access/end-session.ts';
import { identifySession } from '#lib/services/access/identify-session.ts';
import { signIn } from '#lib/services/access/sign-in.ts';
import { SESSION_SECONDS, startSession } from '#lib/services/access/start-session.ts';
import { getRuntime, type Runtime } from './runtime.ts';
import { authSecret, claimOf, isSecure, sessionCookieName } from './session-cookie.ts';

const log = createLog('web');
const credentials = z.object({ email: z.string().min(1).max(254), password: z.string().min(1).max(200) });

/** Thrown messages reach the form as `error`: a code, or the seconds to wait. */
async function authorize(runtime: Runtime, input: unknown): Promise<{ id: string; email: string } | null> {
  const parsed = credentials.safeParse(input);
  if (!parsed.success) return null;
  try {
    const user = await signIn(runtime.sql, parsed.data, new Date());
    if (user === null) return null;
    const session = await startSession(runtime.sql, user, new Date());
    // The id of the session travels to the `jwt` callback with the person; nothing else of the person goes into the cookie.
    return { id: `${user.id}:${session.id}`, email: '' };
  } catch (error) {
    if (error instanceof Fault && error.retryAfter !== null) throw new Error(`Wait${error.retryAfter}`);
    log.error({ err: error }, 'sign-in failed');
    throw new Error('Unavailable');
  }
}

function providerOf(runtime: Runtime) {
  return Credentials({
    name: 'E-mail and password',
    credentials: { email: { type: 'email' }, password: { type: 'password' } },
    authorize: (input) => authorize(runtime, input),
  });
}

function callbacksOf(runtime: Runtime): NonNullable<NextAuthOptions['callbacks']> {
  return {
    async jwt({ token, user }) {
      if (user) {
        const [sub, sid] = String(user.id).split(':');
        return { sub: sub ?? '', sid };
      }
      const claim = claimOf(token);
      const identity = claim ? await identifySession(runtime.sql, claim, new Date()) : null;
      if (identity === null) throw new Error('the session has ended');
      return token;
    },
    // Our pages ask /api/v1/users/me; this answer of the library says no more than that there is a session.
    session: async ({ session }) => ({ expires: session.expires }),
    // Only ever to this installation's own pages, whatever a request says.
    redirect: async ({ url, baseUrl }) => (url.startsWith(`${baseUrl}/`) || /^\/(?![/\\])/.test(url) ? url : '/'),
  };
}

/** The sign-in library's settings. Another provider (SSO) is another entry of `providers`, ending in the same session row. */
function optionsOf(runtime: Runtime): NextAuthOptions {
  const secure = isSecure(runtime.env);
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure } as const;
  return {
    secret: authSecret(runtime.env),
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    useSecureCookies: secure,
    cookies: { sessionToken: { name: sessionCookieName(runtime.env), options } },
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    providers: [providerOf(runtime)],
    callbacks: callbacksOf(runtime),
    events: {
      async signOut({ token }) {
        const claim = claimOf(token);
        if (claim) await endSession(runtime.sql, claim.sessionId, new Date());
      },
    },
    logger: {
      error: (code, detail) =>
        log.warn({ code, detail: detail instanceof Error ? detail.message : undefined }, 'next-auth'),
      warn: (code) => log.debug({ code }, 'next-auth'),
      debug: () => undefined,
    },
  };
}

type Segment = { params: Promise<{ nextauth: string[] }> };

/** Serves `/api/auth/*`. */
export async function serveNextAuth(request: Request, segment: Segment): Promise<Response> {
  // The library needs a base address from the environment; our forms go by relative addresses and ignore it.
  process.env.NEXTAUTH_URL ??= getRuntime().env.PUBLIC_URL;
  return NextAuth(optionsOf(getRuntime()))(request, segment);
}
