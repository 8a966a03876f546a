import type { Context } from '#lib/context.ts';
import { Fault } from '#lib/errors.ts';
import { findReadScope } from '#lib/services/access/find-read-scope.ts';
import { identifySession } from '#lib/services/access/identify-session.ts';
import { identifyToken } from '#lib/services/access/identify-token.ts';
import type { Identity } from '#lib/services/access/identity.ts';
import { bindTo, type System } from '#lib/system.ts';
import { sourceOf } from './request-source.ts';
import { requireSameOrigin } from './same-origin.ts';
import { readSessionCookie, sessionCookieName } from './session-cookie.ts';
import { getSystem } from './system.ts';

const NO_CREDENTIAL =
  'Send a token (Authorization: Bearer plb_up_… or plb_api_…), or sign in. Tokens are made under Integrations.';

/** What somebody may do who must set up a second factor first. */
const SETS_UP = /^\/api\/v1\/users\/me(?:\/(?:sign-in|second-factor))?$/;

/** The token of `Authorization: Bearer …` (or `Token …`, which some clients send); null when there is no such header. */
function tokenOf(request: Request): string | null {
  const header = request.headers.get('authorization');
  if (header === null) return null;
  const match = /^(?:bearer|token) +(\S+) *$/i.exec(header);
  if (!match?.[1]) throw new Fault('unauthenticated', `The Authorization header cannot be read. ${NO_CREDENTIAL}`);
  return match[1];
}

export function cookieOf(header: string | null, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const cut = pair.indexOf('=');
    if (cut > 0 && pair.slice(0, cut).trim() === name) return pair.slice(cut + 1).trim();
  }
  return null;
}

/** The user of a session cookie; null when the session is not valid any more. `given`: headers of the request. */
export async function identifyCookie(
  system: System,
  value: string | null,
  given: Pick<Headers, 'get'>,
): Promise<Identity | null> {
  const claim = value ? await readSessionCookie(system.env, value) : null;
  return claim ? identifySession(system.systemSql, claim, system.now(), sourceOf(given)) : null;
}

/** Which person of which organization a page of ours shows: a number of `GET /api/v1/users/me`. */
const SHOWN_PERSON_HEADER = 'plumbline-person';

/** A page that was loaded for another organization or person must not mix in what this one may see. */
function refuseOtherPerson(request: Request, { userId }: Identity): void {
  const shown = request.headers.get(SHOWN_PERSON_HEADER);
  if (shown === null || shown === String(userId)) return;
  throw new Fault('other_person', 'This browser shows another organization or person now. Load the page again.');
}

/** @param given headers of the request */
export async function contextOf(system: System, identity: Identity, given: Pick<Headers, 'get'>): Promise<Context> {
  const bound = bindTo(system, identity.orgId);
  const readScope = await findReadScope(bound.sql, identity.principal);
  return { ...bound, ...identity, readScope, source: sourceOf(given) };
}

/**
 * Who sent this request: the token's principal, or the user of the session cookie. A token wins over a cookie.
 * @throws Fault `unauthenticated` saying what to do; `forbidden` for a cross-site request with a session cookie
 */
export async function authenticate(request: Request): Promise<Context> {
  const system = getSystem();
  const token = tokenOf(request);
  if (token !== null) {
    return contextOf(system, await identifyToken(system.systemSql, token, system.now()), request.headers);
  }
  const cookie = cookieOf(request.headers.get('cookie'), sessionCookieName(system.env));
  if (cookie === null) throw new Fault('unauthenticated', `This needs a credential. ${NO_CREDENTIAL}`);
  const identity = await identifyCookie(system, cookie, request.headers);
  if (identity === null) throw new Fault('unauthenticated', 'Your session has ended. Sign in again.');
  requireSameOrigin(request, system.env.PUBLIC_URL);
  refuseOtherPerson(request, identity);
  if (identity.lacksSecondFactor && !SETS_UP.test(new URL(request.url).pathname)) {
    throw new Fault('forbidden', 'Your organization requires a second factor. Set one up first, in Plumbline’s pages.');
  }
  return contextOf(system, identity, request.headers);
}
