import type { Profile } from '#lib/domain/sign-in/profile.ts';
import type { Provider } from '#lib/domain/sign-in/provider.ts';
import type { SignInRefusal } from '#lib/domain/sign-in/refusal.ts';
import type { Env } from '#lib/env.ts';
import { Fault } from '#lib/errors.ts';
import { takeProviderAttempt } from '#lib/services/sign-in/take-provider-attempt.ts';
import type { System } from '#lib/system.ts';
import { cookieOf } from './authenticate.ts';
import { completeFlow, type Outcome, refused } from './complete-flow.ts';
import { flowCookie } from './flow-cookie.ts';
import { attemptCookies } from './library-cookies.ts';
import { attemptCookieNames, nextAuthBase } from './next-auth-base.ts';
import { originOf } from './request-source.ts';
import { runNextAuth } from './run-next-auth.ts';
import { isSecure } from './session-cookie.ts';
import { workingProvider } from './start-provider.ts';

/** What a provider may hand back; nothing else of the address reaches the library. */
const HANDED_BACK = ['code', 'state', 'iss', 'session_state', 'error', 'error_description'];

type Answer = { provider: Provider; profile: Profile } | SignInRefusal;

/** Who the provider says it is; a refusal when it says nothing that can be believed. */
async function askProvider(system: System, request: Request, id: string): Promise<Answer> {
  const { env } = system;
  const query = new URL(request.url).searchParams;
  const { provider, options, learned } = await workingProvider(system, id);
  // The library leads there instead of making a session, which is made here.
  const callbacks = { signIn: async () => '/' };
  await runNextAuth({ ...nextAuthBase(env), providers: [options], callbacks }, env.PUBLIC_URL, {
    ...{ action: ['callback', id], method: 'GET', body: {} },
    query: Object.fromEntries(HANDED_BACK.flatMap((name) => (query.has(name) ? [[name, query.get(name) ?? '']] : []))),
    cookies: attemptCookies(env, request),
  });
  const { profile } = learned;
  if (profile !== null) return { provider, profile };
  return query.get('error') === 'access_denied' ? 'cancelled' : 'not_confirmed';
}

async function outcomeOf(system: System, request: Request, id: string): Promise<Outcome> {
  const { env } = system;
  const cookie = cookieOf(request.headers.get('cookie'), flowCookie.name(env));
  const flow = await flowCookie.read(env, cookie);
  if (flow?.provider !== id || flow.state !== new URL(request.url).searchParams.get('state')) {
    return refused('expired', id);
  }
  await takeProviderAttempt(system, originOf(request.headers).source);
  const answer = await askProvider(system, request, id);
  if (typeof answer === 'string') return refused(answer, id);
  return completeFlow(system, request, { ...answer, flow });
}

/** An attempt ends with its answer, whatever that was: the same answer a second time finds no cookies. */
function endedCookies(env: Env): string[] {
  const secure = isSecure(env) ? '; Secure' : '';
  const rest = `; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${secure}`;
  return [flowCookie.ended(env), ...attemptCookieNames(env).map((name) => `${name}=${rest}`)];
}

/** `GET /api/auth/callback/{provider}`: where a provider sends people back to. Always leads on to a page of this site. */
export async function finishProvider(system: System, request: Request, id: string): Promise<Response> {
  const outcome = await outcomeOf(system, request, id).catch((error: unknown): Outcome => {
    if (error instanceof Fault && error.code === 'not_found') throw error;
    if (error instanceof Fault && error.code === 'rate_limited') return refused('too_many', id);
    system.log.error({ err: error, provider: id }, 'signing in with a provider failed');
    return refused('not_confirmed', id);
  });
  const headers = new Headers({ location: outcome.path, 'cache-control': 'no-store' });
  for (const cookie of [...endedCookies(system.env), ...(outcome.cookies ?? [])]) headers.append('set-cookie', cookie);
  return new Response(null, { status: 303, headers });
}
