import { z } from 'zod';
import { Fault } from '#lib/errors.ts';
import { providerStates } from '#lib/services/sign-in/provider-states.ts';
import { takeProviderAttempt } from '#lib/services/sign-in/take-provider-attempt.ts';
import type { System } from '#lib/system.ts';
import { cookieOf } from './authenticate.ts';
import { type Flow, flowCookie } from './flow-cookie.ts';
import { formOf } from './form-of.ts';
import { csrfCookies } from './library-cookies.ts';
import { nextAuthBase } from './next-auth-base.ts';
import { type Learned, oauthProvider } from './oauth-provider.ts';
import { originOf } from './request-source.ts';
import { safeReturnPath } from './return-path.ts';
import { parseWith } from './route.ts';
import { runNextAuth } from './run-next-auth.ts';
import { requireSameOrigin } from './same-origin.ts';
import { readSessionCookie, sessionCookieName } from './session-cookie.ts';

const fields = z.object({
  csrfToken: z.string(),
  next: z.string().optional(),
  purpose: z.enum(['sign_in', 'link', 'invite']).default('sign_in'),
  code: z.string().max(100).default(''),
});

type Purpose = Flow['purpose'];

async function purposeOf(system: System, request: Request, given: z.output<typeof fields>): Promise<Purpose> {
  switch (given.purpose) {
    case 'sign_in':
      return { kind: 'sign_in' };
    case 'invite':
      return { kind: 'invite', code: given.code };
    case 'link': {
      const cookie = cookieOf(request.headers.get('cookie'), sessionCookieName(system.env));
      const claim = cookie === null ? null : await readSessionCookie(system.env, cookie);
      if (claim === null) throw new Fault('unauthenticated', 'Your session has ended. Sign in again.');
      return { kind: 'link', sessionId: claim.sessionId };
    }
  }
}

/** The provider, if it works. @throws Fault `not_found` for one that is not configured; `unavailable`, saying why */
export async function workingProvider(system: System, id: string) {
  const known = (await providerStates(system)).find(({ provider }) => provider.id === id);
  if (known === undefined) throw new Fault('not_found', 'There is no such sign-in provider.');
  const { provider, state } = known;
  if (!state.working) {
    throw new Fault('unavailable', `Signing in with ${provider.name} does not work at present.`, {
      internal: state.reason,
    });
  }
  const learned: Learned = { profile: null };
  return { provider, learned, options: oauthProvider(provider, state, learned) };
}

/**
 * `POST /api/auth/signin/{provider}`: answers with the provider's address to go to, `{ "url": … }`, and with cookies that
 * tie the attempt to this browser.
 */
export async function startProvider(system: System, request: Request, id: string): Promise<Response> {
  requireSameOrigin(request, system.env.PUBLIC_URL);
  const { env } = system;
  await takeProviderAttempt(system, originOf(request.headers).source);
  const given = parseWith(fields, await formOf(request));
  const purpose = await purposeOf(system, request, given);
  const { provider, options } = await workingProvider(system, id);
  const { headers, url } = await runNextAuth({ ...nextAuthBase(env), providers: [options] }, env.PUBLIC_URL, {
    ...{ action: ['signin', id], method: 'POST', query: {} },
    cookies: csrfCookies(env, request),
    body: { csrfToken: given.csrfToken },
  });
  const state = url === null ? null : new URL(url).searchParams.get('state');
  if (url === null || state === null) {
    throw new Fault('unavailable', `${provider.name} cannot be reached, or the page is too old: load it anew.`);
  }
  headers.append(
    'set-cookie',
    await flowCookie.make(env, { provider: id, state, next: safeReturnPath(given.next), purpose }),
  );
  return Response.json({ url }, { headers });
}
