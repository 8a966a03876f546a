import type { NextAuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { z } from 'zod';
import { Fault } from '#lib/errors.ts';
import { createLog } from '#lib/log.ts';
import { signIn } from '#lib/services/access/sign-in.ts';
import { type SessionOrigin, startSession } from '#lib/services/access/start-session.ts';
import { isCodeNeeded } from '#lib/services/second-factor/is-code-needed.ts';
import type { System } from '#lib/system.ts';
import { nextAuthBase } from './next-auth-base.ts';

const log = createLog('web');
/** What the form is told when the password is right and a code is to follow. */
const SECOND_FACTOR = 'SecondFactor';
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
  challenge: Challenge,
): Promise<{ id: string; email: string } | null> {
  const parsed = credentials.safeParse(input);
  if (!parsed.success) return null;
  try {
    const { source } = origin;
    const account = await signIn(system.systemSql, { ...parsed.data, source }, system.now(), log);
    if (account === null) return null;
    if (await isCodeNeeded(system.systemSql, account.id)) {
      challenge.accountId = account.id;
      throw new Error(SECOND_FACTOR);
    }
    const begun = { accountId: account.id, origin, signsIn: true };
    const session = await startSession(system.systemSql, begun, system.now());
    // Pass the session's id to the `jwt` callback; nothing else about the person goes into the cookie.
    return { id: `${account.id}:${session.id}`, email: '' };
  } catch (error) {
    if (error instanceof Error && error.message === SECOND_FACTOR) throw error;
    if (error instanceof Fault && error.retryAfter !== null) throw new Error(`Wait${error.retryAfter}`);
    log.error({ err: error }, 'sign-in failed');
    throw new Error('Unavailable');
  }
}

function providerOf(system: System, origin: SessionOrigin, challenge: Challenge) {
  return Credentials({
    name: 'E-mail and password',
    credentials: { email: { type: 'email' }, password: { type: 'password' } },
    authorize: (input) => authorize(system, input, origin, challenge),
  });
}

const callbacks: NonNullable<NextAuthOptions['callbacks']> = {
  // Called at sign-in only: afterwards session-cookie.ts reads the cookie.
  async jwt({ user }) {
    const [sub = '', sid] = String(user.id).split(':');
    return { sub, sid };
  },
};

/** What the local form led to beside a session: the account whose second factor is to be asked for. */
export interface Challenge {
  accountId: number | null;
}

/** The sign-in library's settings for the local form, in a request from `origin`. */
export function nextAuthOptions(system: System, origin: SessionOrigin, challenge: Challenge): NextAuthOptions {
  return { ...nextAuthBase(system.env), providers: [providerOf(system, origin, challenge)], callbacks };
}
