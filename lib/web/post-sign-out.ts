import { endSession } from '#lib/services/access/end-session.ts';
import { cookieOf } from './authenticate.ts';
import { problemResponse } from './problem.ts';
import { sourceOf } from './request-source.ts';
import { requireSameOrigin } from './same-origin.ts';
import { endedSessionCookie, readSessionCookie, sessionCookieName } from './session-cookie.ts';
import { getSystem } from './system.ts';

/** `POST /api/v1/session/sign-out`, from a plain form: ends the session's row, takes the cookie away, goes to sign-in. */
export async function postSignOut(request: Request): Promise<Response> {
  try {
    const { env, systemSql: sql, now } = getSystem();
    requireSameOrigin(request, env.PUBLIC_URL);
    const cookie = cookieOf(request.headers.get('cookie'), sessionCookieName(env));
    const claim = cookie ? await readSessionCookie(env, cookie) : null;
    if (claim) await endSession(sql, claim.sessionId, now(), sourceOf(request.headers));
    const headers = { location: '/sign-in', 'set-cookie': endedSessionCookie(env), 'cache-control': 'no-store' };
    return new Response(null, { status: 303, headers });
  } catch (error) {
    return problemResponse(error);
  }
}
