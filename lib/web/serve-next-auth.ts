import { Fault } from '#lib/errors.ts';
import type { System } from '#lib/system.ts';
import { challengeCookie } from './challenge-cookie.ts';
import { finishProvider } from './finish-provider.ts';
import { formOf } from './form-of.ts';
import { csrfCookies } from './library-cookies.ts';
import { type Challenge, nextAuthOptions } from './next-auth-options.ts';
import { problemResponse } from './problem.ts';
import { originOf } from './request-source.ts';
import { runNextAuth } from './run-next-auth.ts';
import { refuseOtherSites } from './same-origin.ts';
import { startProvider } from './start-provider.ts';
import { getSystem } from './system.ts';

/** The library's actions that our sign-in page uses, each with its only method. All others are not served. */
const SERVED = new Map([
  ['csrf', 'GET'],
  ['callback/credentials', 'POST'],
]);

/** The two steps of signing in with a provider: `signin/github`, `callback/github`. */
const OF_PROVIDER = /^(signin|callback)\/([a-z0-9-]{1,40})$/;

/** The fields of the sign-in form. Without `callbackUrl`, so that no request can redirect to another site. */
const FIELDS = ['email', 'password', 'csrfToken'];

interface Action {
  name: string;
  /** Id of the provider of the action; null for the local form. */
  provider: string | null;
}

function actionOf(system: System, request: Request): Action {
  const name = new URL(request.url).pathname.slice('/api/auth/'.length);
  const [, step, id = ''] = OF_PROVIDER.exec(name) ?? [];
  const provider = system.env.providers.some((known) => known.id === id) ? id : null;
  const method = provider === null ? SERVED.get(name) : step === 'signin' ? 'POST' : 'GET';
  if (method === undefined) throw new Fault('not_found', 'There is nothing at this address.');
  if (method !== request.method) {
    throw new Fault('method_not_allowed', `This address answers ${method} only.`, { allow: [method] });
  }
  return { name, provider };
}

async function fieldsOf(request: Request): Promise<Record<string, string>> {
  if (request.method === 'GET') return {};
  const form = await formOf(request);
  return Object.fromEntries(FIELDS.flatMap((name) => (form[name] === undefined ? [] : [[name, form[name]]])));
}

async function serve(system: System, request: Request): Promise<Response> {
  const { name, provider } = actionOf(system, request);
  if (provider !== null) {
    return name.startsWith('signin/')
      ? startProvider(system, request, provider)
      : finishProvider(system, request, provider);
  }
  const { env } = system;
  refuseOtherSites(request, env.PUBLIC_URL);
  const body = await fieldsOf(request);
  const cookies = csrfCookies(env, request);
  const challenge: Challenge = { accountId: null };
  const options = nextAuthOptions(system, originOf(request.headers), challenge);
  const given = { action: name.split('/'), method: request.method, query: {}, cookies, body };
  const { status, headers, body: said } = await runNextAuth(options, env.PUBLIC_URL, given);
  const { accountId } = challenge;
  if (accountId !== null) headers.append('set-cookie', await challengeCookie.make(env, { accountId }));
  return Response.json(said, { status, headers });
}

/** Serves `/api/auth/*`: a guard in front of the sign-in library, which sees only what the sign-in page sends. */
export async function serveNextAuth(request: Request): Promise<Response> {
  try {
    return await serve(getSystem(), request);
  } catch (error) {
    return problemResponse(error);
  }
}
