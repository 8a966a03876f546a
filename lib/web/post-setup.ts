import { acceptInviteBody, firstAdminBody } from '#lib/contracts/setup.ts';
import { startSession } from '#lib/services/access/start-session.ts';
import { acceptInvite } from '#lib/services/setup/accept-invite.ts';
import { createFirstAdmin } from '#lib/services/setup/create-first-admin.ts';
import type { System } from '#lib/system.ts';
import { sourceOf } from './request-source.ts';
import { json, jsonBody, parseWith } from './route.ts';
import { sessionCookie } from './session-cookie.ts';

/** `POST /api/v1/setup`: spends a one-time code (first administrator or invitation) and signs its person in. */
export async function postSetup({ sql, env, now: clock }: System, request: Request): Promise<Response> {
  const body = await jsonBody(request);
  const now = clock();
  const source = sourceOf(request.headers);
  // Choose the schema first, so that errors name the right fields.
  const first = typeof body === 'object' && body !== null && ('organization' in body || 'email' in body);
  const user = first
    ? await createFirstAdmin(sql, { ...parseWith(firstAdminBody, body), source }, now)
    : await acceptInvite(sql, { ...parseWith(acceptInviteBody, body), source }, now);
  const session = await startSession(sql, user, now);
  const answer = json({ status: 'ok' }, 201);
  answer.headers.append('set-cookie', await sessionCookie(env, { sessionId: session.id, userId: user.id }));
  return answer;
}
