import NextAuth from 'next-auth';
import { Fault } from '#lib/errors.ts';
import type { System } from '#lib/system.ts';
import { cookieOf } from './authenticate.ts';
import { nextAuthOptions } from './next-auth-options.ts';
import { problemResponse } from './problem.ts';
import { readBody } from './read-body.ts';
import { originOf } from './request-source.ts';
import { refuseOtherSites } from './same-origin.ts';
import { csrfCookieName } from './session-cookie.ts';
import { getSystem } from './system.ts';

/** The library's actions that our sign-in page uses, each with its only method. All others are not served. */
const SERVED = new Map([
  ['csrf', 'GET'],
  ['callback/credentials', 'POST'],
]);

/** The fields of the sign-in form. Without `callbackUrl`, so that no request can redirect to another site. */
const FIELDS = ['email', 'password', 'csrfToken'];
const FORM = 'application/x-www-form-urlencoded';
/** Bytes; far more than an address and a password with every character escaped. */
const BODY_LIMIT = 16 * 1024;

function actionOf(request: Request): string[] {
  const action = new URL(request.url).pathname.slice('/api/auth/'.length);
  const method = SERVED.get(action);
  if (method === undefined) throw new Fault('not_found', 'There is nothing at this address.');
  if (method !== request.method) {
    throw new Fault('method_not_allowed', `This address answers ${method} only.`, { allow: [method] });
  }
  return action.split('/');
}

async function fieldsOf(request: Request): Promise<Record<string, string>> {
  if (request.method === 'GET') return {};
  const type = request.headers.get('content-type') ?? '';
  if (!type.toLowerCase().startsWith(FORM)) throw new Fault('malformed', `Send a form: ${FORM}.`);
  const form = new URLSearchParams(await readBody(request, BODY_LIMIT));
  return Object.fromEntries(FIELDS.flatMap((name) => (form.has(name) ? [[name, form.get(name) ?? '']] : [])));
}

/** The library's CSRF cookie; empty when its value cannot be decoded. */
function csrfCookie(request: Request, name: string): Record<string, string> {
  const value = cookieOf(request.headers.get('cookie'), name);
  try {
    return value === null ? {} : { [name]: decodeURIComponent(value) };
  } catch {
    return {};
  }
}

/** A stand-in for the response object that the library writes to, with the result as a Response. */
function recorder() {
  const headers = new Headers({ 'cache-control': 'no-store' });
  let status = 200;
  let body: unknown = null;
  const answer = {
    status(code: number) {
      status = code;
      return answer;
    },
    getHeader: (name: string) => (name.toLowerCase() === 'set-cookie' ? headers.getSetCookie() : headers.get(name)),
    setHeader(name: string, value: string | string[]) {
      headers.delete(name);
      for (const each of [value].flat()) headers.append(name, each);
    },
    json(value: unknown) {
      body = value;
    },
    send(value: unknown) {
      body = value;
    },
    end: () => undefined,
  };
  return { answer, response: () => Response.json(body, { status, headers }) };
}

async function serve(system: System, request: Request): Promise<Response> {
  const nextauth = actionOf(request);
  refuseOtherSites(request, system.env.PUBLIC_URL);
  const body = await fieldsOf(request);
  // The library requires its base address in the environment; our pages use relative addresses and ignore it.
  process.env.NEXTAUTH_URL ??= system.env.PUBLIC_URL;
  const { answer, response } = recorder();
  const cookies = csrfCookie(request, csrfCookieName(system.env));
  // `json`: the result comes as JSON and never as a redirect.
  const given = { query: { nextauth }, method: request.method, headers: {}, cookies, body: { ...body, json: 'true' } };
  await NextAuth(nextAuthOptions(system, originOf(request.headers)))(given, answer);
  return response();
}

/** Serves `/api/auth/*`: a guard in front of the sign-in library, which sees only what the sign-in page sends. */
export async function serveNextAuth(request: Request): Promise<Response> {
  try {
    return await serve(getSystem(), request);
  } catch (error) {
    return problemResponse(error);
  }
}
